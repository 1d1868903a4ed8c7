import { below, isObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import type { Compile, Fault } from './compile.ts';
import { subschemas } from './subschemas.ts';

/** One keyword that an instance does not satisfy. */
export interface SchemaError {
  /** The place in the instance. */
  readonly pointer: Pointer;
  readonly keyword: string;
  /** The keyword's place in the contract. */
  readonly at: Location;
  /** The keyword's value; for a missing or surplus property, its name. */
  readonly expected: unknown;
  readonly received: unknown;
}

export type Explain = (schema: Node, value: unknown) => readonly SchemaError[];

/**
 * Says why a value does not satisfy a schema, with one root cause a place. Where no branch of a
 * `oneOf` or `anyOf` fits, the closest branch is chosen and only its errors are shown.
 */
export function createExplain(compile: Compile, follow: (node: Node) => Node | undefined): Explain {
  function explain(schema: Node, value: unknown): readonly SchemaError[] {
    const compiled = compile(schema);
    if (!compiled.ok) return [];
    return rootCauses(compiled.faults(value), follow).flatMap(explainFault);
  }

  function explainFault(fault: Fault): readonly SchemaError[] {
    if (isBranching(fault) && fault.params.passingSchemas == null) {
      const closest = closestBranch(fault);
      if (closest !== undefined) {
        return closest.map((error) => ({ ...error, pointer: fault.pointer + error.pointer }));
      }
    }
    return [errorOf(fault)];
  }

  /** The errors of the branch that the value was most likely meant for. */
  function closestBranch(fault: Fault): readonly SchemaError[] | undefined {
    return branchesOf(fault)
      .map((branch) => explain(branch, fault.value))
      .filter((errors) => errors.length > 0)
      .map((errors) => ({ errors, distance: distanceOf(errors) }))
      .sort((a, b) => compare(a.distance, b.distance))[0]?.errors;
  }

  return explain;
}

/**
 * Keeps the faults that no other fault explains: not those inside the branches of a failed `oneOf`
 * or `anyOf`, not an `if` whose `then` has faults of its own, and beside a wrong type nothing else.
 */
function rootCauses(
  faults: readonly Fault[],
  follow: (node: Node) => Node | undefined,
): readonly Fault[] {
  const inside = new Set<Fault>();
  for (const [index, fault] of faults.entries()) {
    if (!isBranching(fault)) continue;
    const within = schemasWithin(branchesOf(fault), follow);
    for (const earlier of faults.slice(0, index)) {
      if (earlier.pointer.startsWith(fault.pointer) && within.has(placeOf(earlier.schemaAt))) {
        inside.add(earlier);
      }
    }
  }
  const outside = faults.filter((fault) => !inside.has(fault) && fault.keyword !== 'if');
  const mistyped = new Set(
    outside.filter(({ keyword }) => keyword === 'type').map(({ pointer }) => pointer),
  );
  const seen = new Set<string>();
  return outside.filter((fault) => {
    if (fault.keyword !== 'type' && mistyped.has(fault.pointer)) return false;
    const key = JSON.stringify([fault.pointer, fault.keyword, fault.params]);
    return seen.size < seen.add(key).size;
  });
}

function isBranching(fault: Fault): boolean {
  return fault.keyword === 'oneOf' || fault.keyword === 'anyOf';
}

function branchesOf(fault: Fault): readonly Node[] {
  const written = valueAt(fault.at.document.value, fault.at.pointer);
  if (!Array.isArray(written)) return [];
  return written.map((value, index) => ({ value, at: below(fault.at, index) }));
}

/** The places of all schemas that can be reached from some schemas, themselves included. */
function schemasWithin(
  roots: readonly Node[],
  follow: (node: Node) => Node | undefined,
): ReadonlySet<string> {
  const places = new Set<string>();
  const open = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isObject(node.value) || places.has(placeOf(node.at))) continue;
    places.add(placeOf(node.at));
    if (node.value.$ref !== undefined) {
      const target = follow(node);
      if (target !== undefined) open.push(target);
    }
    open.push(...subschemas(node));
  }
  return places;
}

function placeOf(at: Location): string {
  return `${at.document.uri}#${at.pointer}`;
}

/**
 * How far a value is from a branch, most telling first: a tag (`const` or `enum` one level down)
 * that differs, another type, names missing or too many, how near the surface, how many faults.
 */
function distanceOf(errors: readonly SchemaError[]): readonly number[] {
  const depth = (error: SchemaError) => parsePointer(error.pointer)?.length ?? 0;
  const count = (test: (error: SchemaError) => boolean) => errors.filter(test).length;
  return [
    count((error) => depth(error) === 1 && /^(const|enum)$/.test(error.keyword)),
    count((error) => depth(error) === 0 && /^(type|const|enum)$/.test(error.keyword)),
    count((error) => /^(required|additionalProperties|unevaluatedProperties)$/.test(error.keyword)),
    -Math.max(...errors.map(depth)),
    errors.length,
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index === -1 ? 0 : a[index]! - b[index]!;
}

function errorOf(fault: Fault): SchemaError {
  const { params } = fault;
  const named =
    params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty ?? undefined;
  return {
    pointer: fault.pointer,
    keyword: fault.keyword,
    at: fault.at,
    expected: named ?? fault.operand,
    received: fault.value,
  };
}
