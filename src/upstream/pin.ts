import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { type LoadedApi, loadApi } from '../api/load.ts';
import { readUri } from '../api/read.ts';
import { parseUrl } from '../http/url.ts';

/** The source of another project's document, and its contents at the last download. */
export interface Pin {
  readonly url: string;
  /** The hash of the text at the URL, in hexadecimal. */
  readonly sha256: string;
  /** The hashes of the documents that it refers to, by URL. */
  readonly documents: Readonly<Record<string, string>>;
  /** The day of the download: `2026-01-31`. */
  readonly fetched: string;
}

/** The current document at a URL. */
export interface Fetched {
  readonly url: string;
  readonly text: string;
  readonly sha256: string;
  readonly documents: Readonly<Record<string, string>>;
  /** The document as a contract. A pin also accepts other files, such as a page of documentation. */
  readonly loaded: LoadedApi;
}

/** The file beside a document with its pin: `openapi.upstream.yaml`. */
export function pinFileOf(document: string): string {
  const { dir, name } = path.parse(document);
  return path.join(dir, `${name}.upstream.yaml`);
}

/** The pin of a document; `undefined` without a pin, a text if the pin is invalid. */
export async function readPin(document: string): Promise<Pin | string | undefined> {
  const file = pinFileOf(document);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  let pin: Partial<Pin> | undefined;
  try {
    pin = parse(text) as Partial<Pin> | undefined;
  } catch (error) {
    return `cannot read "${file}": ${String(error).split('\n', 1)[0]}`;
  }
  const { url, sha256, documents = {}, fetched = '' } = pin ?? {};
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || parseUrl(url) === undefined) {
    return `cannot use "${file}": it has no \`url\` that starts with http:// or https://`;
  }
  if (typeof sha256 !== 'string' || !/^[\da-f]{64}$/i.test(sha256)) {
    return `cannot use "${file}": it has no \`sha256\` of 64 hexadecimal digits; pin it again`;
  }
  return { url, sha256: sha256.toLowerCase(), documents, fetched: String(fetched) };
}

export async function writePin(document: string, pin: Pin): Promise<void> {
  const { documents, ...rest } = pin;
  const content = Object.keys(documents).length === 0 ? rest : pin;
  const head =
    '# Where the document beside this file comes from; "specwright upstream" compares them.\n';
  await writeFile(pinFileOf(document), head + stringify(content));
}

export function pinOf({ url, sha256, documents }: Fetched, today: Date): Pin {
  return { url, sha256, documents, fetched: today.toISOString().slice(0, 10) };
}

/** Whether the source has the same bytes as when it was pinned. */
export function isUnchanged(pin: Pin, now: Fetched): boolean {
  const names = Object.keys(now.documents);
  return (
    pin.sha256 === now.sha256 &&
    names.length === Object.keys(pin.documents).length &&
    names.every((name) => pin.documents[name] === now.documents[name])
  );
}

/**
 * Fetches a document, with the documents of its own origin that it refers to.
 *
 * @throws {Error} when the document itself cannot be fetched; the message has the reason.
 */
export async function fetchSource(
  url: string,
  cwd: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Fetched> {
  const texts = new Map<string, string>();
  const { origin } = new URL(url);
  const read = async (uri: string) => {
    const known = texts.get(uri);
    if (known !== undefined) return known;
    const text = await readUri(uri, false, new URL(uri).origin === origin ? fields : {});
    texts.set(uri, text);
    return text;
  };
  const root = new URL(url).href;
  const text = await read(root);
  const loaded = await loadApi(root, { cwd, read });
  const others = [...texts].filter(([uri]) => uri !== root).sort(([a], [b]) => (a < b ? -1 : 1));
  const documents = Object.fromEntries(others.map(([uri, other]) => [uri, sha256Of(other)]));
  return { url, text, sha256: sha256Of(text), documents, loaded };
}

export function sha256Of(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
