import { isObject, type JsonObject } from '../api/node.ts';
import { parsePointer } from '../json/pointer.ts';
import { typeName } from '../typescript/type-name.ts';
import { type Declared, declaredType, neverSchema } from './own-types.ts';

/** Components, and the declarations of recursive lists. */
export interface Components {
  readonly schemas: JsonObject;
  readonly declared: readonly Declared[];
}

/**
 * TypeScript reads the members of objects lazily, and everything else of a type at once; so a list
 * may contain itself only if it is declared by a name (TS2502). A union or an intersection gains
 * nothing from itself, so its reference to itself is left out.
 */
export function withoutCycles(components: JsonObject): Components {
  const given = new Map(Object.entries(components) as [string, JsonObject][]);
  const schemas = new Map(given);
  const dropped = droppedReferences(given);
  if (dropped.size > 0) {
    for (const [name, schema] of schemas) {
      schemas.set(
        name,
        mapReferences(schema, (use) => (dropped.has(use.reference) ? use.nothing : undefined)),
      );
    }
  }
  const taken = new Set<string>();
  const declarations = new Map<string, string>();
  for (const name of inCycles(schemas)) {
    const base = `${typeName(name)}Recursive`;
    let own = base;
    for (let number = 2; taken.has(own); number += 1) own = `${base}${number}`;
    taken.add(own);
    declarations.set(name, own);
  }
  const declared = [...declarations].map(([name, own]) => ({
    name: own,
    schema: mapReferences(schemas.get(name)!, ({ target }) => {
      const other = declarations.get(target);
      return other === undefined ? undefined : declaredType(other);
    }),
  }));
  for (const [name, own] of declarations) schemas.set(name, declaredType(own, schemas.get(name)!));
  return { schemas: Object.fromEntries(schemas), declared };
}

/** A reference that is part of a type at once. */
interface Use {
  readonly reference: JsonObject;
  readonly target: string;
  /** Whether a list is between them, so that recursion is allowed. */
  readonly inList: boolean;
  /** The schema that has no effect at the place of the reference. */
  readonly nothing: JsonObject;
}

type Replace = (use: Use) => JsonObject | undefined;

/** A schema with some references replaced, in the parts that TypeScript reads at once. */
function mapReferences(
  schema: JsonObject,
  replace: Replace,
  inList = false,
  nothing: JsonObject = {},
): JsonObject {
  if (typeof schema.$ref === 'string') {
    const target = parsePointer(schema.$ref.slice(1))?.at(-1) ?? '';
    return replace({ reference: schema, target, inList, nothing }) ?? schema;
  }
  const changed: Record<string, unknown> = {};
  const change = (keyword: string, parts: boolean, inside: boolean, none: JsonObject) => {
    const value = schema[keyword];
    if (parts ? !Array.isArray(value) : !isObject(value)) return;
    const map = (part: unknown) => mapReferences(part as JsonObject, replace, inside, none);
    const before = parts ? (value as readonly unknown[]) : [value];
    const after = before.map(map);
    if (after.some((part, index) => part !== before[index])) {
      changed[keyword] = parts ? after : after[0];
    }
  };
  for (const keyword of ['anyOf', 'oneOf']) change(keyword, true, inList, neverSchema);
  change('allOf', true, inList, {});
  change('of', false, inList, nothing);
  change('items', false, true, {});
  change('prefixItems', true, true, {});
  return Object.keys(changed).length === 0 ? schema : { ...schema, ...changed };
}

function usesOf(schema: JsonObject): readonly Use[] {
  const uses: Use[] = [];
  mapReferences(schema, (use) => {
    uses.push(use);
    return undefined;
  });
  return uses;
}

/**
 * One reference of each cycle without lists, preferably in an `allOf`, so that a base stays whole.
 */
function droppedReferences(schemas: ReadonlyMap<string, JsonObject>): ReadonlySet<JsonObject> {
  const dropped = new Set<JsonObject>();
  const done = new Set<string>();
  const way: Use[] = [];

  function visit(name: string): void {
    if (done.has(name)) return;
    for (const use of usesOf(schemas.get(name) ?? {})) {
      if (use.inList || dropped.has(use.reference)) continue;
      way.push(use);
      const start = way.findIndex(
        ({ target }, index) => index < way.length - 1 && target === use.target,
      );
      if (start === -1) visit(use.target);
      else {
        const cycle = way.slice(start + 1);
        dropped.add((cycle.findLast(({ nothing }) => nothing !== neverSchema) ?? use).reference);
      }
      way.pop();
      // A target that only a removed reference reaches is visited in its own turn.
      if (way.some(({ reference }) => dropped.has(reference))) return;
    }
    done.add(name);
  }

  for (const name of schemas.keys()) {
    way.push({ reference: {}, target: name, inList: false, nothing: {} });
    visit(name);
    way.pop();
  }
  return dropped;
}

/** The components that lead back to themselves, in the order of the document. */
function inCycles(schemas: ReadonlyMap<string, JsonObject>): readonly string[] {
  const targets = new Map(
    [...schemas].map(([name, schema]) => [name, usesOf(schema).map(({ target }) => target)]),
  );
  const candidates = [...targets].filter(([, own]) => own.length > 0);
  return candidates.flatMap(([name, own]) => {
    const reached = new Set(own);
    for (const next of reached) for (const target of targets.get(next) ?? []) reached.add(target);
    return reached.has(name) ? [name] : [];
  });
}
