import { fileReason } from '../file-trouble.ts';
import { type Finding, finding } from '../finding.ts';
import { type Location, parseSource, type SourceDocument } from '../json/document.ts';
import { type AllowRemote, whyNotAllowed } from './allow.ts';
import type { ExternalFile } from './external-example.ts';
import type { Api } from './model.ts';
import { nameOfSource } from './name.ts';
import { parseApi } from './parse.ts';
import { tooManyReferences } from './reference-chain.ts';
import { absoluteUri, createResolver, referredDocuments } from './resolve.ts';
import { whyUnsupported } from './unsupported.ts';

/** `api` is `undefined` if the document is unusable; `findings` list its faults. */
export interface LoadedApi {
  readonly api: Api | undefined;
  readonly findings: readonly Finding[];
}

export interface UriLoadOptions {
  /** The API's name; by default from the URI. */
  readonly name?: string | undefined;
  /** Gives the text behind a URI. */
  readonly read: (uri: string) => Promise<string>;
  /** Reads the bytes of an example's URI; by default those of the text. */
  readonly readBytes?: ((uri: string) => Promise<Uint8Array>) | undefined;
  /** Names a document to a person. */
  readonly label: (uri: string) => string;
  /** Whether references may lead to documents on other hosts; by default not. */
  readonly allowRemote?: AllowRemote | undefined;
  /**
   * Whether `nullable: true` also allows null beside `$ref`, `allOf`, `anyOf`, `oneOf` and `enum`,
   * as many generators intend. In OpenAPI 3.0 it has no effect there (3.0.4 section 4.7.24.1).
   */
  readonly lenientNullable?: boolean | undefined;
}

/**
 * Loads the document of a URI with the documents that it refers to. It depends on no platform: the
 * caller reads the texts.
 */
export async function loadUri(uri: string, options: UriLoadOptions): Promise<LoadedApi> {
  const { read, label, allowRemote = false, lenientNullable = false } = options;
  const findings: Finding[] = [];
  const documents = new Map<string, SourceDocument>();
  const unreadable = new Map<string, string>();

  const opened = await open(uri, label(uri), read);
  if ('reason' in opened) {
    return { api: undefined, findings: [documentUnreadable(opened)] };
  }
  const root = opened.document;
  const unsupported = whyUnsupported(root);
  if (unsupported !== undefined) {
    const { pointer, reason } = unsupported;
    return {
      api: undefined,
      findings: [
        finding('document-unsupported', { document: root, pointer }, undefined, { reason }),
      ],
    };
  }

  documents.set(uri, root);
  const tried = new Set([uri]);
  const open_ = [root];
  for (let document = open_.pop(); document !== undefined; document = open_.pop()) {
    for (const target of referredDocuments(document)) {
      if (tried.has(target)) continue;
      const refusal = whyNotAllowed(target, document.uri, allowRemote);
      if (refusal !== undefined) {
        // Another document that refers to it may have permission.
        unreadable.set(target, refusal);
        continue;
      }
      tried.add(target);
      const opened = await open(target, label(target), read);
      if ('reason' in opened) {
        unreadable.set(target, opened.reason);
      } else {
        unreadable.delete(target);
        documents.set(target, opened.document);
        open_.push(opened.document);
      }
    }
  }

  for (const document of documents.values()) {
    const tooMany = tooManyReferences(document);
    if (tooMany !== undefined) return { api: undefined, findings: [tooMany] };
  }

  const name = options.name ?? nameOfSource(uri);
  const files = new Map<string, ExternalFile>();
  const wanted = new Set<string>();
  const external = (reference: string, { document }: Location): ExternalFile | undefined => {
    const target = absoluteUri(reference, document.uri);
    if (target === undefined) return { ok: false, reason: `"${reference}" is not a URI` };
    if (whyNotAllowed(target, document.uri, allowRemote) !== undefined) return undefined;
    const file = files.get(target);
    if (file === undefined) wanted.add(target);
    return file;
  };
  const parse = (): LoadedApi => {
    const found: Finding[] = [];
    const report = (finding: Finding) => found.push(finding);
    const resolver = createResolver(documents, unreadable, report);
    const api = parseApi(name, root, documents, unreadable, resolver, report, external);
    return {
      api: lenientNullable ? { ...api, lenientNullable } : api,
      findings: [...findings, ...found],
    };
  };
  const parsed = parse();
  if (wanted.size === 0) return parsed;
  // Example files are known after parsing, and their contents belong to the document.
  const readBytes = options.readBytes ?? (async (one) => new TextEncoder().encode(await read(one)));
  for (const target of wanted)
    files.set(target, await openExample(target, label(target), readBytes));
  return parse();
}

async function openExample(
  uri: string,
  label: string,
  readBytes: (uri: string) => Promise<Uint8Array>,
): Promise<ExternalFile> {
  try {
    return { ok: true, uri, label, bytes: await readBytes(uri) };
  } catch (error) {
    return { ok: false, reason: whyUnread(error) };
  }
}

type Opened =
  | { readonly document: SourceDocument }
  | { readonly reason: string; readonly label: string; readonly document?: SourceDocument };

async function open(
  uri: string,
  label: string,
  read: (uri: string) => Promise<string>,
): Promise<Opened> {
  let text: string;
  try {
    text = await read(uri);
  } catch (error) {
    return { label, reason: whyUnread(error) };
  }
  const parsed = parseSource(uri, label, text);
  return parsed.ok
    ? { document: parsed.document }
    : { label, reason: parsed.reason, document: parsed.document };
}

function documentUnreadable(opened: Extract<Opened, { reason: string }>): Finding {
  const at = opened.document && { document: opened.document, pointer: '' };
  return finding('document-unreadable', at, undefined, {
    name: opened.label,
    reason: opened.reason,
  });
}

function whyUnread(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : error;
  switch ((cause as NodeJS.ErrnoException).code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its host cannot be found';
    default:
      return fileReason(cause) ?? cause.message;
  }
}
