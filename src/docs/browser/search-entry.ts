/** The search index of a site. Names are numbers that point into `names`. */
export interface SearchIndex {
  readonly apis: readonly string[];
  readonly names: readonly string[];
  /** The properties of each object, and the objects in it. */
  readonly objects: readonly (readonly [own: readonly number[], inner: readonly number[]])[];
  readonly entries: readonly SearchEntry[];
}

/** A page that can be found. */
export interface SearchEntry {
  readonly kind: 'operation' | 'schema' | 'guide' | 'api';
  readonly api?: number;
  readonly title: string;
  readonly href: string;
  readonly method?: string;
  readonly path?: string;
  readonly id?: string;
  /** The tags of an operation, or the headings of a guide. */
  readonly tags?: readonly number[];
  readonly text: string;
  readonly parameters?: readonly number[];
  readonly headers?: readonly number[];
  readonly objects?: readonly number[];
  readonly statuses?: readonly number[];
  readonly media?: readonly number[];
  readonly deprecated?: true;
}
