import { isObject, type JsonObject, type Node } from '../api/node.ts';
import { hasBigint } from '../json/integers.ts';
import { child, type Pointer, valueAt } from '../json/pointer.ts';
import { isEqual } from '../schema/equality.ts';
import { sample } from '../schema/sample.ts';
import type { SchemaError, Schemas } from '../schema/schemas.ts';
import { candidatesFor, samplesOf, samplesOfRivals } from './candidates.ts';
import type { Witness } from './change.ts';
import type { SchemaOrigin } from './comparison.ts';
import type { FlowKind } from './flow-rules.ts';
import { sameInText } from './same-in-text.ts';
import type { Edge, SchemaChange, SchemaPair } from './schema-pair.ts';
import type { Flow } from './severity.ts';

export interface Witnesses {
  /**
   * A value that proves the change. `none`: none was found, which proves nothing; `not-sought`: the
   * limit of searches was reached.
   */
  find(flow: Flow, origin: SchemaOrigin): Witness | 'none' | 'not-sought';
  /**
   * A sample that shows a break behind no compared keyword. Of the alternatives in `rivals`, the
   * forbidding version accepts only one.
   */
  refute(
    flow: Flow,
    root: SchemaPair,
    suspect: Suspect,
    rivals: readonly Node[],
  ): Witness | undefined;
}

/** A pair of schemas inside a whole value, and the trail to it. */
export interface Suspect {
  readonly pair: SchemaPair;
  readonly trail: readonly Edge[];
}

/**
 * Searches for values that one version allows and the other forbids: requests that were valid,
 * answers that were not expected. Both versions judge each whole value, so a found value is a
 * proof. The changed part is judged alone, too, so that the proof is about this change.
 */
export function createWitnesses(
  versions: Readonly<Record<'base' | 'revision', Schemas>>,
  most: number,
): Witnesses {
  let left = most;

  function sides(flow: Flow, root: SchemaPair) {
    const allowing = flow === 'request' ? 'base' : 'revision';
    const forbidding = flow === 'request' ? 'revision' : 'base';
    const check = (side: 'base' | 'revision', nodes: readonly Node[], value: unknown) =>
      nodes.map((node) => versions[side].check(node, flow, value, hasBigint(value)));
    const isAllowed = (pair: SchemaPair, value: unknown) =>
      check(allowing, pair[allowing], value).every(({ kind }) => kind === 'valid');
    const errorsOf = (pair: SchemaPair, value: unknown) =>
      check(forbidding, pair[forbidding], value).flatMap((verdict) =>
        verdict.kind === 'invalid' ? verdict.errors : [],
      );
    const isForbidden = (pair: SchemaPair, value: unknown) =>
      check(forbidding, pair[forbidding], value).some(({ kind }) => kind === 'invalid');
    const isProof = (value: unknown) =>
      isAllowed(root, value) && sameInText(value, root.text).every((one) => isForbidden(root, one));
    return {
      allowing,
      forbidding,
      allowed: versions[allowing],
      isProof,
      isForbidden,
      errorsOf,
    } as const;
  }

  return {
    find(flow, { root, found }) {
      if (left <= 0) return 'not-sought';
      left -= 1;
      const { allowing, allowed, isProof, errorsOf } = sides(flow, root);
      const source = (pair: SchemaPair) => pair[allowing];
      const { change, pair, trail } = found;
      // A fault of a property's name is reported for the object.
      const holder = trail.some(({ step }) => step.kind === 'names') ? undefined : pair;
      const isReason = (part: unknown) =>
        holder === undefined || errorsOf(holder, part).some((error) => isErrorOf(change, error));
      for (const candidate of candidatesFor(found, versions, source(pair), flow, allowing)) {
        const { value, pointer } = placed(candidate, root, trail, allowed, flow, source);
        const shows = (whole: unknown) => isProof(whole) && isReason(partAt(whole, pointer));
        if (shows(value)) return { value: shrunk(value, shows), pointer };
      }
      return 'none';
    },
    refute(flow, root, { pair, trail }, rivals) {
      if (left <= 0) return undefined;
      left -= 1;
      const { allowing, forbidding, allowed, isProof, isForbidden } = sides(flow, root);
      const source = (one: SchemaPair) => one[allowing];
      const candidates = [
        ...samplesOf(allowed, pair[allowing][0], flow),
        ...samplesOfRivals(versions[forbidding], rivals, flow),
      ];
      for (const candidate of candidates) {
        const { value, pointer } = placed(candidate, root, trail, allowed, flow, source);
        const shows = (whole: unknown) =>
          isProof(whole) && isForbidden(pair, partAt(whole, pointer));
        if (shows(value)) return { value: shrunk(value, shows), pointer };
      }
      return undefined;
    },
  };
}

const nothing = Symbol('nothing');

function partAt(value: unknown, pointer: Pointer): unknown {
  const part = valueAt(value, pointer);
  return part === undefined ? nothing : part;
}

/** Whether such a fault shows the change: by its keyword, or by alternatives. */
function isErrorOf({ kind, args }: SchemaChange, error: SchemaError): boolean {
  const { keyword, pointer, expected } = error;
  if (pointer !== '') return isAboutParts(kind) || /^(?:oneOf|anyOf|not)$/.test(keyword);
  const wanted = wrongBy.find(([kinds]) => kinds.test(kind))?.[1];
  if (wanted === undefined) return true;
  if (!wanted.test(keyword)) return false;
  const isNamed = /^property-(?:required|optional)$/.test(kind) && keyword === 'required';
  return !isNamed || expected === args.name;
}

/** Alternatives and conditions may fail in parts of the value. */
function isAboutParts(kind: FlowKind): boolean {
  return /^(?:branch|alternatives|schema|condition|values|propert|enum|const|type|null|min-contains|max-contains)/.test(
    kind,
  );
}

/** The keywords that a proving value violates. */
const wrongBy: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:type|null)-/, /^(?:type|enum|const|oneOf|anyOf|schema|not|false schema)$/],
  [/^(?:enum|const)-/, /^(?:enum|const|type|oneOf|anyOf)$/],
  [/^minimum-/, /^(?:exclusiveMinimum|minimum)$/],
  [/^maximum-/, /^(?:exclusiveMaximum|maximum)$/],
  [/^multiple-of-/, /^multipleOf$/],
  [/^min-length-/, /^minLength$/],
  [/^max-length-/, /^maxLength$/],
  [/^min-items-/, /^minItems$/],
  [/^max-items-/, /^maxItems$/],
  [/^min-properties-/, /^minProperties$/],
  [/^max-properties-/, /^maxProperties$/],
  [/^(?:min|max)-contains-/, /^(?:contains|minContains|maxContains)$/],
  [/^unique-items-/, /^uniqueItems$/],
  [/^pattern-/, /^pattern$/],
  [/^format-/, /^(?:format|contentEncoding|contentMediaType)$/],
  [/^property-(?:required|optional)$/, /^required$/],
  [/^(?:properties-|property-.*closed$)/, /^(?:additional|unevaluated)Properties$/],
];

/** The value without members that prove nothing, after a few hundred attempts. */
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

/** The candidate at the end of the trail, inside samples of the schemas around it. */
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

/**
 * A name that matches a simple pattern; for others it does no harm, because the value is judged.
 */
function nameFor(pattern: string | undefined): string {
  return pattern?.replace(/[^\w-]/g, '') || 'additional';
}
