import { formats } from '../../schema/formats.ts';

/** The facts from some values at one place: their types, and details of each. */
export interface Seen {
  readonly types: Set<'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object'>;
  /** The formats of all texts so far; `undefined` before the first. */
  formats: readonly string[] | undefined;
  objects: number;
  readonly members: Map<string, { count: number; readonly seen: Seen }>;
  items: Seen | undefined;
}

export function nothingSeen(): Seen {
  return { types: new Set(), formats: undefined, objects: 0, members: new Map(), items: undefined };
}

/** The formats to recognize: those that texts hardly have by chance. */
const recognizedFormats = ['date-time', 'date', 'uuid', 'email', 'uri'];

/** Deeper values are not described. */
const deepest = 24;

/** Adds a value to what was seen. */
export function see(seen: Seen, value: unknown, depth = 0): void {
  if (depth > deepest) return;
  if (value === null) seen.types.add('null');
  else if (typeof value === 'boolean') seen.types.add('boolean');
  else if (typeof value === 'number')
    seen.types.add(Number.isInteger(value) ? 'integer' : 'number');
  else if (typeof value === 'string') seeText(seen, value);
  else if (Array.isArray(value)) {
    seen.types.add('array');
    seen.items ??= nothingSeen();
    for (const item of value) see(seen.items, item, depth + 1);
  } else if (typeof value === 'object') {
    seen.types.add('object');
    seen.objects += 1;
    for (const [name, member] of Object.entries(value)) {
      const known = seen.members.get(name) ?? { count: 0, seen: nothingSeen() };
      seen.members.set(name, known);
      known.count += 1;
      see(known.seen, member, depth + 1);
    }
  }
}

function seeText(seen: Seen, text: string): void {
  seen.types.add('string');
  seen.formats = (seen.formats ?? recognizedFormats).filter((name) => {
    const format = formats[name];
    return format?.type === 'string' && format.validate(text);
  });
}

/** Adds a text as parameters and forms carry it: one that could be a number is one. */
export function seeWritten(seen: Seen, text: string): void {
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) seen.types.add('integer');
  else if (/^-?(?:0|[1-9]\d{0,14})\.\d{1,15}$/.test(text)) seen.types.add('number');
  else if (text === 'true' || text === 'false') seen.types.add('boolean');
  else seeText(seen, text);
}

export type InferredSchema = Readonly<Record<string, unknown>>;

/** A schema that allows all values seen, and more of the same kinds. */
export function schemaOf(seen: Seen, depth = 0): InferredSchema {
  const types = [...seen.types].filter((type) => type !== 'integer' || !seen.types.has('number'));
  // A null proves nothing about the member's other types.
  const isOpen = types.every((type) => type === 'null');
  if (isOpen || depth > deepest) return {};
  const format = types.includes('string') ? seen.formats?.[0] : undefined;
  return {
    type: types.length === 1 ? types[0] : types.sort(),
    ...(format !== undefined && { format }),
    ...(types.includes('object') && objectSchema(seen, depth)),
    ...(types.includes('array') && { items: schemaOf(seen.items ?? nothingSeen(), depth + 1) }),
  };
}

/** A schema of texts: if one text is no number, all count as texts. */
export function writtenSchemaOf(seen: Seen): InferredSchema {
  if (seen.types.has('string') && seen.types.size > 1) return { type: 'string' };
  if (seen.types.has('boolean') && seen.types.size > 1) return { type: 'string' };
  return schemaOf(seen);
}

/** From this number of names on, an object with similar members is a map. */
const manyNames = 12;

function objectSchema({ members, objects }: Seen, depth: number): InferredSchema {
  if (members.size === 0) return {};
  const names = [...members.keys()];
  const areIds =
    names.length > 1 && names.every((name) => /\d/.test(name) && /^[\w.:-]+$/.test(name));
  const isSparse =
    names.length >= manyNames && [...members.values()].every(({ count }) => count < objects / 2);
  if (areIds || isSparse) {
    const all = nothingSeen();
    for (const { seen } of members.values()) merge(all, seen);
    return { additionalProperties: schemaOf(all, depth + 1) };
  }
  const required = names.filter((name) => members.get(name)!.count === objects);
  return {
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      [...members].map(([name, { seen }]) => [name, schemaOf(seen, depth + 1)]),
    ),
  };
}

/** Adds all that was seen at another place. */
function merge(into: Seen, from: Seen): void {
  for (const type of from.types) into.types.add(type);
  if (from.formats !== undefined) {
    const other = from.formats;
    into.formats = (into.formats ?? recognizedFormats).filter((name) => other.includes(name));
  }
  into.objects += from.objects;
  for (const [name, { count, seen }] of from.members) {
    const known = into.members.get(name) ?? { count: 0, seen: nothingSeen() };
    into.members.set(name, known);
    known.count += count;
    merge(known.seen, seen);
  }
  if (from.items !== undefined) {
    into.items ??= nothingSeen();
    merge(into.items, from.items);
  }
}
