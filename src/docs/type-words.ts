import { isObject, type Node } from '../api/node.ts';
import { heldBy } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import { typeOf as typeOfValue } from '../schema/shape.ts';
import { type SchemaObject, unionsOf } from '../schema/view.ts';
import { componentOf, isNull, nameOf, schemasAt } from './schema-names.ts';

export interface TypeWords {
  readonly type: string;
  /** The component that the type names. */
  readonly component: string | undefined;
}

/** The type of a value in words. `here` are all schemas about it. */
export function typeOf(
  nodes: readonly Node[],
  here: readonly SchemaObject[],
  schemas: Schemas,
  depth = 0,
): TypeWords {
  const [first] = nodes;
  if (here.length === 0 && first?.value === false) return { type: 'nothing', component: undefined };
  if (here.length === 0) return { type: 'anything', component: undefined };
  const types = typesIn(here);
  const isNullable = types.includes('null') || here.some(allowsNull);
  const formats = here.map(({ keywords }) => keywords.format);
  const format = formats.find((one) => typeof one === 'string');
  let component: string | undefined;
  const words = types.flatMap((type): string[] => {
    if (type === 'null') return types.length === 1 ? ['null'] : [];
    if (type === 'array') {
      const array = arrayType(here, schemas, depth);
      component ??= array.component;
      return [array.type];
    }
    if (type === 'object') {
      component ??= componentOf(first!, schemas);
      return [nameOf(first!, schemas) ?? 'object'];
    }
    return [format === undefined ? type : `${type} <${format}>`];
  });
  let type = words.length > 0 ? orList(words) : alternatives(here, schemas);
  if (type === undefined) {
    component = componentOf(first!, schemas);
    type = nameOf(first!, schemas) ?? choiceOf(here);
  }
  return { type: isNullable && type !== 'null' ? `${type}, nullable` : type, component };
}

function allowsNull(schema: SchemaObject): boolean {
  return unionsOf(schema).some(({ branches }) => branches.some(isNull));
}

function arrayType(here: readonly SchemaObject[], schemas: Schemas, depth: number): TypeWords {
  const items = heldBy(here, 'items').filter(({ value }) => isObject(value));
  if (items.length === 0) return { type: 'array', component: undefined };
  const own = schemasAt(items, schemas);
  // A list of lists is named by its outer levels, because a recursive schema would have no end.
  const isList = typesIn(own).includes('array');
  if (isList && (depth > 1 || own.some((one) => here.includes(one)))) {
    return { type: 'array of arrays', component: undefined };
  }
  const { type, component } = typeOf(items, own, schemas, depth + 1);
  return { type: `array of ${isList ? type.replace(/^array/, 'arrays') : type}`, component };
}

/** The types that all schemas allow, or that other keywords imply. */
function typesIn(here: readonly SchemaObject[]): readonly string[] {
  const named = here
    .map(({ keywords }) => keywords.type)
    .filter((type) => type !== undefined)
    .map((type) => [type].flat().map(String));
  if (named.length === 0) return impliedTypes(here);
  const [first, ...others] = named;
  const common = first!.filter((type) =>
    others.every(
      (types) => types.includes(type) || (type === 'integer' && types.includes('number')),
    ),
  );
  return common.length > 0 ? common : first!;
}

function impliedTypes(here: readonly SchemaObject[]): readonly string[] {
  for (const { keywords } of here) {
    const { items, prefixItems, const: only, enum: listed } = keywords;
    if (objectKeywords.some((keyword) => keywords[keyword] !== undefined)) return ['object'];
    if (items !== undefined || prefixItems !== undefined) return ['array'];
    if (only !== undefined) return [typeOfValue(only)];
    if (Array.isArray(listed)) return [...new Set(listed.map(typeOfValue))];
  }
  return [];
}

const objectKeywords = [
  'properties',
  'patternProperties',
  'additionalProperties',
  'required',
  'dependentRequired',
];

function choiceOf(here: readonly SchemaObject[]): string {
  const [union] = here.flatMap(unionsOf);
  return union?.keyword === 'oneOf' ? 'one of' : 'any of';
}

/** The type of a value that only its alternatives describe; `undefined` if they are too many. */
function alternatives(here: readonly SchemaObject[], schemas: Schemas): string | undefined {
  const [union] = here.flatMap(unionsOf);
  const branches = union?.branches.filter((branch) => !isNull(branch)) ?? [];
  if (branches.length === 0) return 'anything';
  const words = branches.map((branch) => {
    const own = schemasAt([branch], schemas);
    const types = typesIn(own).filter((type) => type !== 'null');
    return nameOf(branch, schemas) ?? (types.length > 0 ? orList(types) : undefined);
  });
  const distinct = new Set(words);
  if (distinct.size > 4 || distinct.has(undefined)) return undefined;
  return orList([...distinct] as string[]);
}

function orList(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
