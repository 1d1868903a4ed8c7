import type { Schema } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { parsePointer } from '../json/pointer.ts';
import { foreignFlag, hasFlag } from '../schema/direction.ts';
import { heldBy, namedBy, requiredBy } from '../schema/members.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { type Enter, type SchemaObject, unionsOf } from '../schema/view.ts';
import { factsOf } from './facts.ts';

/** A schema as pages tell of it. Nothing is judged by this; what it leaves out, the contract says. */
export interface Outline {
  /** `string <date>`, `array of Customer`, `integer or null`. */
  readonly type: string;
  /** What else is asked of the value, a clause each: `at most 100 characters`. */
  readonly facts: readonly string[];
  readonly description: string | undefined;
  readonly deprecated: boolean;
  readonly members: readonly Member[];
  /** The alternatives of `oneOf` and `anyOf`. */
  readonly variants: readonly Variant[];
  /** Why no members are shown where there are some. */
  readonly cut: 'recursive' | 'deep' | undefined;
}

export interface Member extends Outline {
  /** A property's name; `*` for all that have none of their own, `/pattern/` for some of them. */
  readonly name: string;
  readonly required: boolean;
}

export interface Variant extends Outline {
  readonly name: string;
}

export interface OutlineLimits {
  /** How many objects may stand in one another. */
  readonly depth: number;
  /** How many members are told of in all. */
  readonly members: number;
}

export const pageLimits: OutlineLimits = { depth: 6, members: 250 };

/** Tells of a schema as it is for requests, or for answers. */
export function outlineOf(
  schema: Schema,
  schemas: Schemas,
  direction: Direction,
  limits: OutlineLimits = pageLimits,
): Outline {
  let left = limits.members;
  const hidden = foreignFlag(direction);

  function outline(schema: Schema, open: readonly string[]): Outline {
    const here = schemasAt(schema, schemas);
    const about = {
      type: typeOf(schema, here, schemas),
      facts: [...new Set(here.flatMap(factsOf))],
      description: descriptionOf(schema, here),
      deprecated: here.some(({ written }) => written.deprecated === true),
    };
    // An object may stand in itself, under another schema's name too.
    const own = here.filter(isStructured).map(({ at }) => locationKey(at));
    if (own.length === 0) return { ...about, members: [], variants: [], cut: undefined };
    if (own.some((key) => open.includes(key))) {
      return { ...about, members: [], variants: [], cut: 'recursive' };
    }
    if (open.length >= limits.depth * 2 || left <= 0) {
      return { ...about, members: [], variants: [], cut: 'deep' };
    }
    const inside = [...open, ...own];
    const [items] = heldBy(here, 'items');
    // A list of objects is told of by what its objects have.
    const listed = items && outline(items, inside);
    return {
      ...about,
      members: [...membersOf(here, inside), ...(listed?.members ?? [])],
      variants: [...variantsOf(here, inside), ...(listed?.variants ?? [])],
      cut: listed?.cut,
    };
  }

  function membersOf(here: readonly SchemaObject[], open: readonly string[]): Member[] {
    const required = requiredBy(here);
    const found: Member[] = [];
    /** Of several schemas of a property, the first is shown. */
    const add = (name: string, nodes: readonly Schema[]) => {
      const [first] = nodes;
      if (first === undefined || nodes.some((one) => hasFlag(one, hidden, schemas.views))) return;
      left -= 1;
      if (left < 0) return;
      found.push({ name, required: required.has(name), ...outline(first, open) });
    };
    for (const [name, nodes] of namedBy(here, 'properties')) add(name, nodes);
    for (const [pattern, nodes] of namedBy(here, 'patternProperties')) add(`/${pattern}/`, nodes);
    const others = heldBy(here, 'additionalProperties');
    add(
      '*',
      others.filter(({ value }) => isObject(value)),
    );
    return found;
  }

  function variantsOf(here: readonly SchemaObject[], open: readonly string[]): Variant[] {
    return here.flatMap((schema) =>
      unionsOf(schema).flatMap(({ branches }) => {
        const choices = branches.filter((branch) => !isNull(branch));
        // A choice between a type and null is the type, and says so.
        if (choices.length < 2) return [];
        return choices.flatMap((choice, index): Variant[] => {
          left -= 1;
          if (left < 0) return [];
          return [
            { name: nameOf(choice, schemas) ?? `choice ${index + 1}`, ...outline(choice, open) },
          ];
        });
      }),
    );
  }

  return outline(schema, []);
}

/** The schemas that all speak of one value; where a choice leaves one alternative, that one, too. */
function schemasAt(schema: Schema, { views }: Schemas): readonly SchemaObject[] {
  return views.entering([schema], loneBranches).schemas;
}

/** What `oneOf` and `anyOf` leave when there is one alternative beside null. */
const loneBranches: Enter = ({ choices }) =>
  choices.flatMap(({ branches }) => {
    const telling = branches.filter((branch) => !isNull(branch));
    return telling.length === 1 ? telling : [];
  });

/** In 3.0, a description beside a reference is ignored by the rules; it is worth showing still. */
function descriptionOf({ value }: Schema, here: readonly SchemaObject[]): string | undefined {
  const all = [value, ...here.map(({ written }) => written)];
  const described = all.filter(isObject).find(({ description }) => description !== undefined);
  const description = described?.description;
  return typeof description === 'string' ? description : undefined;
}

function isStructured({ keywords }: SchemaObject): boolean {
  return structures.some((keyword) => keywords[keyword] !== undefined);
}

const structures = [
  ...['properties', 'patternProperties', 'additionalProperties'],
  ...['items', 'oneOf', 'anyOf'],
];

function isNull({ value }: Schema): boolean {
  return isObject(value) && value.type === 'null';
}

/** The name under which a schema is kept: that of a component or a definition, else its title. */
function nameOf(schema: Schema, schemas: Schemas): string | undefined {
  const target = schemas.resolve(schema);
  const tokens = parsePointer(target.at.pointer) ?? [];
  const holder = tokens.at(-2);
  if (['schemas', '$defs', 'definitions'].includes(holder ?? '')) return tokens.at(-1);
  if (!isObject(target.value)) return undefined;
  const { title } = target.value;
  if (typeof title === 'string') return title;
  const own = schemas.views.at(target);
  const [lone] = own === undefined ? [] : loneBranches(own);
  return lone && nameOf(lone, schemas);
}

function typeOf(schema: Schema, here: readonly SchemaObject[], schemas: Schemas): string {
  if (schema.value === true) return 'anything';
  if (schema.value === false) return 'nothing';
  const isNullable = here.some((one) =>
    unionsOf(one).some(({ branches }) => branches.some(isNull)),
  );
  const words = typesIn(here).map((type) => {
    if (type === 'array') return arrayType(here, schemas);
    if (type === 'object') return nameOf(schema, schemas) ?? 'object';
    const formats = here.map(({ keywords }) => keywords.format);
    const format = formats.find((one) => typeof one === 'string');
    return type === 'null' || format === undefined ? type : `${type} <${format}>`;
  });
  if (isNullable && !words.includes('null')) words.push('null');
  return words.join(' or ');
}

function arrayType(here: readonly SchemaObject[], schemas: Schemas): string {
  const [items] = heldBy(here, 'items');
  if (items === undefined) return 'array';
  const own = schemasAt(items, schemas);
  // A list of lists is named by its outer one, or a schema that holds itself would have no end.
  return `array of ${typesIn(own).includes('array') ? 'arrays' : typeOf(items, own, schemas)}`;
}

function typesIn(here: readonly SchemaObject[]): readonly string[] {
  const typed = here.find(({ keywords }) => keywords.type !== undefined);
  return [typed?.keywords.type ?? impliedType(here)].flat().map(String);
}

function impliedType(here: readonly SchemaObject[]): string {
  for (const { keywords } of here) {
    const { properties, additionalProperties, items, const: only, enum: listed } = keywords;
    if (properties !== undefined || additionalProperties !== undefined) return 'object';
    if (items !== undefined) return 'array';
    const choice = only === undefined && Array.isArray(listed) ? listed[0] : only;
    if (choice !== undefined) return choice === null ? 'null' : typeof choice;
  }
  return here.some((schema) => unionsOf(schema).length > 0) ? 'one of several' : 'anything';
}
