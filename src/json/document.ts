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

/** A place in a document: what a finding about the contract points at. */
export interface Location {
  readonly document: SourceDocument;
  readonly pointer: Pointer;
}

/** A place as one text, the same for the same place: `file:///pets.yaml#/paths`. */
export function locationKey({ document, pointer }: Location): string {
  return `${document.uri}#${pointer}`;
}

/** A line and a column, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML or JSON document that was read: its value, and where in the text each part stands. */
export interface SourceDocument {
  /** An absolute URI: `file:///…` or `https://…`. */
  readonly uri: string;
  /** How to name the document to a person: a path relative to the working directory, or a URL. */
  readonly label: string;
  readonly text: string;
  /** Which of the two read the text: in JSON, names may have come twice in an object. */
  readonly syntax: 'json' | 'yaml';
  readonly value: unknown;
  /**
   * Where the value at a pointer is written, by default where its name is; its nearest ancestor's place
   * when it is not there.
   */
  position(pointer: Pointer, of?: 'name' | 'value'): Position;
  /** How the number or text at a pointer is written; `undefined` when something else stands there. */
  scalar(pointer: Pointer): string | undefined;
}

/** When the text cannot be read, `document` has no value and its every position is the trouble's. */
export type ParsedDocument =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly reason: string; readonly document: SourceDocument };

/**
 * Reads a document's text. JSON is tried first where the text looks like it, because JSON.parse is
 * many times faster; YAML 1.2 reads everything else, and gives the place of what is wrong in either.
 * Of YAML, the parser that knows the places reads what the quick one does not.
 * Positions are computed when one is first asked for, because most documents are never complained of.
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

/** Markdown is a text as it stands: many a `description` refers to a file of its own. */
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

/** A plain integer that stands at an offset: to find another scalar, the text is parsed. */
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
    // What a mapping says itself wins over what it merges, and the first of several over the others.
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
