import { pathToFileURL } from 'node:url';
import type { SourceDocument } from '../json/document.ts';
import type { Api } from './model.ts';
import { BaseResolver, type Document, Source } from './redocly.ts';

/**
 * Gives Redocly the loaded documents of an API, so that it reads and parses none again, and
 * contacts no server. Each is a copy, because bundling changes its input.
 */
export class LoadedDocuments extends BaseResolver {
  /** The files that were read or searched for beside those of the API. */
  readonly files: string[] = [];
  readonly #api: Api;
  readonly #mayReadFiles: boolean;
  readonly #refuse: (file: string) => Promise<void>;

  /**
   * Other files are read only on request, such as files that are no schemas. `refuse` throws for
   * forbidden ones.
   */
  constructor(
    api: Api,
    {
      mayReadFiles = false,
      refuse = async () => {},
    }: {
      readonly mayReadFiles?: boolean;
      readonly refuse?: (file: string) => Promise<void>;
    } = {},
  ) {
    super();
    this.#api = api;
    this.#mayReadFiles = mayReadFiles;
    this.#refuse = refuse;
  }

  override async loadExternalRef(address: string): Promise<Source> {
    const document = this.#documentAt(address);
    if (document !== undefined) return new Source(address, withPlainLineEnds(document.text));
    if (this.#mayReadFiles && !isUrl(address)) {
      this.files.push(address);
      await this.#refuse(address);
      return super.loadExternalRef(address);
    }
    const reason = this.#api.unread.get(uriOf(address)) ?? 'it was not loaded';
    throw new Error(`cannot read "${address}": ${reason}`);
  }

  override parseDocument(source: Source, isRoot?: boolean): Document {
    const document = this.#documentAt(source.absoluteRef);
    if (document === undefined) return super.parseDocument(source, isRoot);
    return { source, parsed: structuredClone(document.value) };
  }

  #documentAt(address: string): SourceDocument | undefined {
    return this.#api.documents.get(uriOf(address));
  }
}

/** The URI of Redocly's name for a document: files by path. */
export function uriOf(address: string): string {
  return isUrl(address) ? address : pathToFileURL(address).href;
}

export function isUrl(address: string): boolean {
  return /^https?:/i.test(address);
}

/** Redocly also reads files with plain line ends. */
function withPlainLineEnds(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
