import type { Schema } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { withoutMember } from '../../json/edit.ts';
import type { DescribedValue } from '../../resources/value.ts';
import type { Direction, Schemas } from '../../schema/schemas.ts';

/**
 * The part of a stored value that a schema shows: its described members. A schema that describes
 * none, or allows others, shows all.
 */
export function shownBy(described: DescribedValue | undefined, value: unknown): unknown {
  if (described === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const { items } = described;
    if (items === undefined) return value;
    const shown = value.map((one) => shownBy(items, one));
    return shown.every((one, index) => one === value[index]) ? value : shown;
  }
  if (!isObject(value)) return value;
  const { properties, rest } = described;
  let isOpen: boolean | undefined;
  let isSame = true;
  const members: [string, unknown][] = [];
  for (const name of Object.keys(value)) {
    const property = properties.get(name);
    if (property === undefined) isOpen ??= showsOthers(described);
    if (property === undefined && !isOpen) {
      isSame = false;
      continue;
    }
    const shown = shownBy(property ?? rest, value[name]);
    isSame &&= shown === value[name];
    members.push([name, shown]);
  }
  return isSame ? value : Object.fromEntries(members);
}

function showsOthers({ properties, schemas }: DescribedValue): boolean {
  return properties.size === 0 || schemas.some(({ keywords }) => isOpenTo(keywords));
}

function isOpenTo(keywords: JsonObject): boolean {
  const { additionalProperties, unevaluatedProperties, patternProperties } = keywords;
  return (
    [additionalProperties, unevaluatedProperties].some(saysOthers) || isObject(patternProperties)
  );
}

/** `additionalProperties` with `true` or a schema allows other members explicitly. */
function saysOthers(value: unknown): boolean {
  return value === true || isObject(value);
}

/** A value without members of the other direction, such as a read-only member of a request. */
export function withoutMisplaced(
  value: unknown,
  schema: Schema | undefined,
  direction: Direction,
  schemas: Schemas,
): unknown {
  if (schema === undefined) return value;
  const places = schemas.misplaced(schema, direction, value).map(({ pointer }) => pointer);
  // From the end, so that the indexes of earlier items stay.
  return places.reverse().reduce(withoutMember, value);
}

/** A value without its files, which JSON cannot contain. */
export function withoutFiles(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isFile(item)).map(withoutFiles);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => !isFile(member));
  return Object.fromEntries(members.map(([name, member]) => [name, withoutFiles(member)]));
}

function isFile(value: unknown): boolean {
  return ArrayBuffer.isView(value);
}
