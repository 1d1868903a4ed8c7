import type { Node } from '../api/node.ts';
import type { DateShape } from '../client/contract.ts';
import { hasFlag } from '../schema/direction.ts';
import { heldBy, namedBy } from '../schema/members.ts';
import { everyBranch, type SchemaObject, type SchemaViews } from '../schema/view.ts';

/** Where the dates of answers are, as a table: a client that makes dates of texts walks by it. */
export interface DateShapes {
  readonly table: readonly DateShape[];
  /** The shape of a schema; `undefined` where there is no date in it. */
  indexOf(schema: Node): number | undefined;
}

/**
 * What the branches of a union say of one property is laid together: a text that is a date in one of
 * them is read as one.
 */
export function createDateShapes(views: SchemaViews, formats: readonly string[]): DateShapes {
  const table: DateShape[] = [];
  const known = new Map<string, number>();
  const dated = new Map<string, boolean>();
  const numbers = new Map<SchemaObject, number>();

  /** What is described of one value, with a key that is the same for the same schemas. */
  function describe(nodes: readonly Node[]): Described {
    const schemas = views.entering(nodes, everyBranch).schemas.filter(describes);
    const key = schemas.map((schema) => {
      const number = numbers.get(schema) ?? numbers.size;
      numbers.set(schema, number);
      return number;
    });
    return {
      key: key.join(),
      format: schemas.map(({ keywords }) => keywords).find(isDate)?.format as string | undefined,
      properties: new Map(
        [...namedBy(schemas, 'properties')].filter(
          ([, own]) => !own.some((property) => hasFlag(property, 'writeOnly', views)),
        ),
      ),
      items: heldBy(schemas, 'items'),
      others: [
        ...heldBy(schemas, 'additionalProperties'),
        ...[...namedBy(schemas, 'patternProperties').values()].flat(),
      ],
    };
  }

  function isDate({ type, format, enum: values }: SchemaObject['keywords']): boolean {
    const isText = [type].flat().includes('string');
    return isText && values === undefined && formats.includes(format as string);
  }

  function hasDates(described: Described): boolean {
    const verdict = dated.get(described.key);
    if (verdict !== undefined) return verdict;
    // As long as it is not known, a schema that leads back to itself has none.
    const seen = new Map([[described.key, described]]);
    for (const [key, next] of seen) {
      if (next.format !== undefined || dated.get(key)) {
        dated.set(described.key, true);
        return true;
      }
      for (const part of [...next.properties.values(), next.items, next.others]) {
        const inside = describe(part);
        if (!seen.has(inside.key)) seen.set(inside.key, inside);
      }
    }
    for (const key of seen.keys()) dated.set(key, false);
    return false;
  }

  function indexOf(nodes: readonly Node[]): number | undefined {
    const described = describe(nodes);
    if (!hasDates(described)) return undefined;
    const before = known.get(described.key);
    if (before !== undefined) return before;
    const index = table.length;
    known.set(described.key, index);
    // The place is taken first: a recursive schema refers to itself.
    table.push({});
    const { format } = described;
    const [items, others] = [indexOf(described.items), indexOf(described.others)];
    const properties = [...described.properties].flatMap(([name, own]) => {
      // What has a name is no other member, and must not be read as one.
      const found = indexOf(own) ?? (others === undefined ? undefined : dateless());
      return found === undefined ? [] : [[name, found] as const];
    });
    table[index] = {
      ...(format !== undefined && { format }),
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(items !== undefined && { items }),
      ...(others !== undefined && { others }),
    };
    return index;
  }

  function dateless(): number {
    const index = known.get('') ?? table.push({}) - 1;
    known.set('', index);
    return index;
  }

  return {
    table,
    indexOf: (schema) => (formats.length === 0 ? undefined : indexOf([schema])),
  };
}

interface Described {
  readonly key: string;
  readonly format: string | undefined;
  readonly properties: ReadonlyMap<string, readonly Node[]>;
  readonly items: readonly Node[];
  readonly others: readonly Node[];
}

/** Whether a schema says by itself where dates are. */
function describes({ keywords }: SchemaObject): boolean {
  return ['format', 'properties', 'patternProperties', 'items', 'additionalProperties'].some(
    (keyword) => keywords[keyword] !== undefined,
  );
}
