import type { Api } from '../api/model.ts';
import { isObject, type Node } from '../api/node.ts';
import { isEqual } from '../schema/equality.ts';
import { sample } from '../schema/sample.ts';
import { createSchemas, type Schemas } from '../schema/schemas.ts';
import { candidatesFor, samplesOf } from './candidates.ts';
import type { Witness } from './change.ts';
import type { Edge, Pair } from './pair.ts';
import type { Flow } from './rules.ts';
import type { SchemaOrigin } from './scope.ts';

export interface Witnesses {
  /** A value that proves the change; `undefined` where none was found, which proves nothing. */
  find(flow: Flow, origin: SchemaOrigin): Witness | undefined;
  /** A sample that shows a break which nothing that was compared tells of. */
  refute(flow: Flow, root: Pair): Witness | undefined;
}

/**
 * Seeks values that one version of a schema allows and the other one forbids: of requests such as
 * were right and are wrong now, of answers such as were not to be expected. Each is judged by both
 * versions as a whole, so what is found is proof.
 */
export function createWitnesses(base: Api, revision: Api, most: number): Witnesses {
  const versions = { base: createSchemas(base), revision: createSchemas(revision) };
  let left = most;

  function sides(flow: Flow, root: Pair) {
    const giver = flow === 'request' ? 'base' : 'revision';
    const taker = flow === 'request' ? 'revision' : 'base';
    const allowed = versions[giver];
    const isProof = (value: unknown) =>
      isAllowed(allowed, root[giver], flow, value) &&
      isForbidden(versions[taker], root[taker], flow, value);
    return { giver, allowed, isProof } as const;
  }

  return {
    find(flow, { root, found }) {
      if (left <= 0) return undefined;
      left -= 1;
      const { giver, allowed, isProof } = sides(flow, root);
      const source = (pair: Pair) => pair[giver];
      for (const candidate of candidatesFor(found, allowed, source(found.pair), flow, giver)) {
        const value = placed(candidate, root, found.trail, allowed, flow, source);
        if (isProof(value)) return { value };
      }
      return undefined;
    },
    refute(flow, root) {
      if (left <= 0) return undefined;
      left -= 1;
      const { giver, allowed, isProof } = sides(flow, root);
      for (const value of samplesOf(allowed, root[giver][0], flow)) {
        if (isProof(value)) return { value };
      }
      return undefined;
    },
  };
}

function isAllowed(schemas: Schemas, nodes: readonly Node[], flow: Flow, value: unknown): boolean {
  return nodes.every((node) => schemas.check(node, flow, value).kind === 'valid');
}

function isForbidden(schemas: Schemas, nodes: readonly Node[], flow: Flow, value: unknown) {
  return nodes.some((node) => schemas.check(node, flow, value).kind === 'invalid');
}

/** The candidate where the trail leads to, inside samples of the schemas around it. */
function placed(
  candidate: unknown,
  root: Pair,
  trail: readonly Edge[],
  schemas: Schemas,
  flow: Flow,
  source: (pair: Pair) => readonly Node[],
): unknown {
  let value = candidate;
  for (let index = trail.length - 1; index >= 0; index -= 1) {
    const { step } = trail[index]!;
    const holder = index === 0 ? root : trail[index - 1]!.to;
    if (step.kind === 'branch' || step.kind === 'same') continue;
    const [node] = source(holder);
    const around = node && sample(schemas, node, flow);
    const container = around?.ok ? around.value : undefined;
    if (step.kind === 'property') {
      value = { ...(isObject(container) ? container : {}), [step.name]: value };
    } else if (step.kind === 'properties') {
      value = { ...(isObject(container) ? container : {}), additional: value };
    } else if (step.kind === 'item') {
      const items = Array.isArray(container) ? [...container] : [];
      const place = step.index ?? 0;
      if (items.some((item, other) => other !== place && isEqual(item, value)))
        items.length = place;
      items[place] = value;
      value = items;
    } else if (step.kind === 'names') {
      value = { ...(isObject(container) ? container : {}), [String(value)]: 0 };
    }
  }
  return value;
}
