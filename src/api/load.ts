import type { Finding } from '../finding.ts';
import type { Api } from './model.ts';

/** `api` is `undefined` when the document cannot be used at all; `findings` say what is wrong. */
export interface LoadedApi {
  readonly api: Api | undefined;
  readonly findings: readonly Finding[];
}

/** Loads a document from a path or URL, with the documents that it refers to. */
export declare function loadApi(source: string, options?: { name?: string }): Promise<LoadedApi>;
