/** A media type or media range (RFC 9110 sections 8.3.1 and 12.5.1), names in lower case. */
export interface MediaRange {
  readonly type: string;
  readonly subtype: string;
  /** The structured syntax suffix (RFC 6838 section 4.2.8): `json` of `problem+json`, else `''`. */
  readonly suffix: string;
  /** Parameters by lower-case name, in the order they came. */
  readonly parameters: ReadonlyMap<string, string>;
}
