import type { Api, Operation } from './model.ts';

/** Finds the operation of a request; made once for an API. */
export interface Router {
  /** `path` is still percent-encoded and has no query. */
  match(method: string, path: string): Route;
}

export type Route =
  | {
      readonly kind: 'operation';
      readonly operation: Operation;
      /** Path parameters as they stand in the path, still percent-encoded. */
      readonly pathParameters: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'method-unknown'; readonly allowed: readonly string[] }
  | { readonly kind: 'path-unknown' };

export declare function createRouter(api: Api): Router;
