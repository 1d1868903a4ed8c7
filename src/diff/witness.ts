import type { Api } from '../api/model.ts';
import { isObject, type JsonObject, type Node } from '../api/node.ts';
import { child, type Pointer } from '../json/pointer.ts';
import { isEqual } from '../schema/equality.ts';
import { sample } from '../schema/sample.ts';
import { createSchemas, type Schemas } from '../schema/schemas.ts';
import { candidatesFor, samplesOf } from './candidates.ts';
import type { Witness } from './change.ts';
import type { SchemaOrigin } from './comparison.ts';
import type { Flow } from './rules.ts';
import type { Edge, SchemaPair } from './schema-pair.ts';

export interface Witnesses {
  /** A value that proves the change; `undefined` where none was found, which proves nothing. */
  find(flow: Flow, origin: SchemaOrigin): Witness | undefined;
  /** A sample that shows a break which nothing that was compared tells of. */
  refute(flow: Flow, root: SchemaPair): Witness | undefined;
}

/**
 * Seeks values that one version of a schema allows and the other one forbids: of requests such as
 * were right and are wrong now, of answers such as were not to be expected. Each is judged by both
 * versions as a whole, so what is found is proof.
 */
export function createWitnesses(base: Api, revision: Api, most: number): Witnesses {
  const versions = { base: createSchemas(base), revision: createSchemas(revision) };
  let left = most;

  function sides(flow: Flow, root: SchemaPair) {
    const allowing = flow === 'request' ? 'base' : 'revision';
    const forbidding = flow === 'request' ? 'revision' : 'base';
    const allowed = versions[allowing];
    /** `at` is what must be wrong, so that the value shows this change rather than another one. */
    const isProof = (value: unknown, at: Pointer) =>
      root[allowing].every((node) => allowed.check(node, flow, value).kind === 'valid') &&
      root[forbidding].some((node) => {
        const verdict = versions[forbidding].check(node, flow, value);
        return (
          verdict.kind === 'invalid' &&
          verdict.errors.some(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`))
        );
      });
    return { allowing, allowed, isProof } as const;
  }

  return {
    find(flow, { root, found }) {
      if (left <= 0) return undefined;
      left -= 1;
      const { allowing, allowed, isProof } = sides(flow, root);
      const source = (pair: SchemaPair) => pair[allowing];
      for (const candidate of candidatesFor(found, allowed, source(found.pair), flow, allowing)) {
        const { value, pointer } = placed(candidate, root, found.trail, allowed, flow, source);
        if (isProof(value, pointer)) {
          return { value: shrunk(value, (smaller) => isProof(smaller, pointer)), pointer };
        }
      }
      return undefined;
    },
    refute(flow, root) {
      if (left <= 0) return undefined;
      left -= 1;
      const { allowing, allowed, isProof } = sides(flow, root);
      for (const value of samplesOf(allowed, root[allowing][0], flow)) {
        if (isProof(value, '')) {
          return { value: shrunk(value, (smaller) => isProof(smaller, '')), pointer: '' };
        }
      }
      return undefined;
    },
  };
}

/** The value without members that prove nothing; a few hundred attempts are made. */
function shrunk(value: unknown, isProof: (value: unknown) => boolean): unknown {
  let best = value;
  let attempts = 300;
  const shrinkAt = (path: readonly string[]) => {
    const here = path.reduce<unknown>((part, key) => (part as JsonObject | undefined)?.[key], best);
    if (!isObject(here)) return;
    for (const key of Object.keys(here)) {
      attempts -= 1;
      if (attempts < 0) return;
      const smaller = without(best, [...path, key]);
      if (isProof(smaller)) best = smaller;
      else shrinkAt([...path, key]);
    }
  };
  shrinkAt([]);
  return best;
}

function without(value: unknown, [key = '', ...rest]: readonly string[]): unknown {
  const members = Object.entries(value as JsonObject);
  return Object.fromEntries(
    rest.length === 0
      ? members.filter(([name]) => name !== key)
      : members.map(([name, member]) => [name, name === key ? without(member, rest) : member]),
  );
}

/** The candidate where the trail leads to, inside samples of the schemas around it. */
function placed(
  candidate: unknown,
  root: SchemaPair,
  trail: readonly Edge[],
  schemas: Schemas,
  flow: Flow,
  source: (pair: SchemaPair) => readonly Node[],
): Witness {
  let value = candidate;
  let pointer: Pointer = '';
  for (let index = trail.length - 1; index >= 0; index -= 1) {
    const { step } = trail[index]!;
    const holder = index === 0 ? root : trail[index - 1]!.to;
    if (step.kind === 'branch' || step.kind === 'same') continue;
    const [node] = source(holder);
    const around = node && sample(schemas, node, flow);
    const container = around?.ok ? around.value : undefined;
    if (step.kind === 'property') {
      value = { ...(isObject(container) ? container : {}), [step.name]: value };
      pointer = child('', step.name) + pointer;
    } else if (step.kind === 'properties') {
      const name = nameFor(step.pattern);
      value = { ...(isObject(container) ? container : {}), [name]: value };
      pointer = child('', name) + pointer;
    } else if (step.kind === 'item') {
      const items = Array.isArray(container) ? [...container] : [];
      const place = step.index ?? 0;
      if (items.some((item, other) => other !== place && isEqual(item, value)))
        items.length = place;
      items[place] = value;
      value = items;
      pointer = `/${place}${pointer}`;
    } else if (step.kind === 'names') {
      value = { ...(isObject(container) ? container : {}), [String(value)]: 0 };
      pointer = '';
    }
  }
  return { value, pointer };
}

/** A name that a simple pattern takes, for others it does no harm: what is found is judged. */
function nameFor(pattern: string | undefined): string {
  return pattern?.replace(/[^\w-]/g, '') || 'additional';
}
