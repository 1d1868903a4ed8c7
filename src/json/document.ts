import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { tooDeep } from './depth.ts';
import { jsonPositions, type Written } from './json-positions.ts';
import { type Pointer, parsePointer } from './pointer.ts';
import {
  jsonComment,
  tooDeepReason,
  type Unreadable,
  whyUnreadable,
  whyWithoutValue,
} from './unreadable.ts';
import { type Place, yamlPositions } from './yaml-positions.ts';
import { quickYaml } from './yaml-value.ts';

/** A place in a document, to which a finding about the contract points. */
export interface Location {
  readonly document: SourceDocument;
  readonly pointer: Pointer;
}

/** A place as one text: `file:///pets.yaml#/paths`. */
export function locationKey({ document, pointer }: Location): string {
  return `${document.uri}#${pointer}`;
}

/** A line and a column, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A parsed YAML or JSON document: its value, and the position of each part in the text. */
export interface SourceDocument {
  /** An absolute URI: `file:///…` or `https://…`. */
  readonly uri: string;
  /** The name of the document in messages: a path relative to the working directory, or a URL. */
  readonly label: string;
  readonly text: string;
  /** Which parser read the text: in JSON, an object may have a name twice. */
  readonly syntax: 'json' | 'yaml';
  readonly value: unknown;
  /**
   * The position of the value at a pointer, by default that of its name; for a missing value, that
   * of its nearest ancestor.
   */
  position(pointer: Pointer, of?: 'name' | 'value'): Position;
  /** The written form of the number or text at a pointer; `undefined` for other values. */
  scalar(pointer: Pointer): string | undefined;
}

/**
 * For an unreadable text, `document` has no value, and all of its positions are that of the fault.
 */
export type ParsedDocument =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly reason: string; readonly document: SourceDocument };

/**
 * Reads a document's text. JSON is tried first if the text looks like it, because JSON.parse is
 * many times faster. YAML 1.2 reads everything else, and finds the place of faults in both. For
 * YAML, the parser with positions reads what the fast one cannot. Positions are computed on demand,
 * because most documents have no faults.
 */
export function parseSource(uri: string, label: string, text: string): ParsedDocument {
  if (isProse(uri)) {
    return { ok: true, document: createDocument(uri, label, text, 'yaml', text) };
  }
  const json = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (json !== undefined) {
    return ofLimitedDepth(createDocument(uri, label, text, 'json', json.value));
  }
  const comment = jsonComment(text);
  if (comment !== undefined) return unreadable(uri, label, text, comment);
  const quick = quickYaml(text);
  if (quick !== undefined) return ofLimitedDepth(createDocument(uri, label, text, 'yaml', quick));
  let parsed: Document.Parsed | undefined;
  try {
    parsed = parseDocument(text, { merge: true, prettyErrors: false });
    const error = parsed.errors[0];
    if (error !== undefined) return unreadable(uri, label, text, whyUnreadable(text, error));
    return ofLimitedDepth(createDocument(uri, label, text, 'yaml', parsed.toJS()));
  } catch (error) {
    return unreadable(uri, label, text, whyWithoutValue(text, parsed, error));
  }
}

function ofLimitedDepth(document: SourceDocument): ParsedDocument {
  const place = tooDeep(document.value);
  if (place === undefined) return { ok: true, document };
  const position = document.position(place);
  return withoutValue(document, tooDeepReason, position);
}

/** Markdown is a plain text: many a `description` refers to its own file. */
function isProse(uri: string): boolean {
  return /\.(?:md|markdown|txt)$/i.test(uri.split(/[?#]/, 1)[0]!);
}

function unreadable(
  uri: string,
  label: string,
  text: string,
  { reason, offset }: Unreadable,
): ParsedDocument {
  return withoutValue({ uri, label, text }, reason, at(linesOf(text), offset));
}

function withoutValue(
  { uri, label, text }: Pick<SourceDocument, 'uri' | 'label' | 'text'>,
  reason: string,
  position: Position,
): ParsedDocument {
  const document = {
    uri,
    label,
    text,
    syntax: 'yaml' as const,
    value: undefined,
    position: () => position,
    scalar: () => undefined,
  };
  return { ok: false, reason, document };
}

function createDocument(
  uri: string,
  label: string,
  text: string,
  syntax: SourceDocument['syntax'],
  value: unknown,
): SourceDocument {
  let lines: LineCounter | undefined;
  let find: ((pointer: Pointer) => Written) | undefined;
  let findByLines: ((pointer: Pointer) => Place | undefined) | undefined;
  const written = (pointer: Pointer) => {
    find ??= syntax === 'json' ? jsonPositions(text) : parsedPositions(text);
    return find(pointer);
  };
  const placeOf = (pointer: Pointer, of: 'name' | 'value') => {
    if (syntax === 'json' || find !== undefined) return written(pointer)[of];
    findByLines ??= yamlPositions(text);
    return findByLines(pointer)?.[of] ?? written(pointer)[of];
  };
  return {
    uri,
    label,
    text,
    syntax,
    value,
    position(pointer, of = 'name') {
      lines ??= linesOf(text);
      return at(lines, placeOf(pointer, of));
    },
    scalar(pointer) {
      if (syntax === 'yaml' && find === undefined) {
        findByLines ??= yamlPositions(text);
        const offset = findByLines(pointer)?.value;
        const integer = offset === undefined ? undefined : integerAt(text, offset);
        if (integer !== undefined) return integer;
      }
      return written(pointer).scalar;
    },
  };
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    // A byte order mark is no part of the text (RFC 8259 section 8.1).
    return { value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) };
  } catch {
    return undefined;
  }
}

/** The plain integer at an offset; other scalars need a parser. */
function integerAt(text: string, offset: number): string | undefined {
  integer.lastIndex = offset;
  return integer.exec(text)?.[0];
}

const integer = /-?\d+(?=[ \t]*(?:[\r\n,\]}]|$))/y;

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  for (let start = 0; start !== -1; start = text.indexOf('\n', start) + 1 || -1) {
    lines.addNewLine(start);
  }
  return lines;
}

function parsedPositions(text: string): (pointer: Pointer) => Written {
  const root = parseDocument(text, { merge: true, prettyErrors: false });
  return (pointer) => {
    let node: Node | null = root.contents;
    let name = node?.range?.[0] ?? 0;
    let value = name;
    const tokens = parsePointer(pointer) ?? [];
    for (const token of tokens) {
      const [key, inner] = memberOf(node, token) ?? [];
      if (key === undefined) return { name, value, scalar: aliasedScalar(root, tokens) };
      name = key.range?.[0] ?? name;
      value = inner?.range?.[0] ?? name;
      node = inner ?? null;
    }
    const scalar = isAlias(node) ? aliasedScalar(root, tokens) : sourceOf(node);
    return { name, value, scalar };
  };
}

/** The scalar at a place that is written at another one: behind an alias or a merge key `<<`. */
function aliasedScalar(root: Document.Parsed, tokens: readonly string[]): string | undefined {
  const follow = (node: Node | null | undefined): Node | null | undefined =>
    isAlias(node) ? node.resolve(root) : node;
  const find = (node: Node | null | undefined, token: string): Node | null | undefined => {
    const own = memberOf(node ?? null, token);
    if (own !== undefined) return follow(own[1]);
    if (!isMap<Node, Node>(node)) return undefined;
    // A mapping's own members override merged ones, and the first of several merged ones counts.
    for (const merged of mergedInto(node)) {
      const found = find(follow(merged), token);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  let node = follow(root.contents);
  for (const token of tokens) node = find(node, token);
  return sourceOf(node);
}

/** The values of the merge keys: mappings, aliases of such, and lists of both. */
function mergedInto({ items }: YAMLMap<Node, Node>): readonly Node[] {
  return items.flatMap(({ key, value }): readonly Node[] => {
    if (!isScalar(key) || key.source !== '<<' || key.type !== 'PLAIN') return [];
    return isSeq<Node>(value) ? value.items : value === null ? [] : [value];
  });
}

function sourceOf(node: Node | null | undefined): string | undefined {
  return isScalar(node) ? node.source : undefined;
}

/** The name of a member and its value, or an item twice. */
function memberOf(node: Node | null, token: string): readonly [Node, Node | null] | undefined {
  if (isMap<Node, Node>(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === token);
    return pair && [pair.key, pair.value];
  }
  const item = isSeq<Node>(node) ? node.items[Number(token)] : undefined;
  return item && [item, item];
}

function at(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
