import type { Location } from '../../json/document.ts';
import { withValue } from '../../json/edit.ts';
import type { Pointer } from '../../json/pointer.ts';
import type { Instance } from './instances.ts';

/** A value that differs from a valid one in one thing. */
export interface Variation {
  /** The end of an id, after the place: a keyword, and the number of the variation. */
  readonly tokens: readonly string[];
  /** In words: `a text of 6 characters`. */
  readonly what: string;
  /** The keyword that it is about. */
  readonly at: Location;
  /** Candidates for the whole value, the best first. */
  readonly values: Iterable<unknown>;
}

/** A value that breaks its schema in one way. */
export interface Fault extends Variation {
  /** The keywords that may report it, because a schema can express the same rule in several ways. */
  readonly keywords: readonly string[];
  /** The keyword that would say that something else is wrong. */
  readonly except?: string;
  readonly seen: FaultLocation;
}

/** The place in the judged value that shows a fault. */
export interface FaultLocation {
  readonly pointer: Pointer;
  /** Whether the fault may also be anywhere below, because the closest branch decides. */
  readonly within: boolean;
  /** The property that is missing. */
  readonly missing?: string;
}

/** The whole value with each of some values at a place. */
export function* withInstance(
  { whole, pointer }: Instance,
  values: Iterable<unknown>,
): Iterable<unknown> {
  for (const value of values) yield withValue(whole, pointer, value);
}

/** A fault of the value at a place. */
export function faultAt(
  instance: Instance,
  keyword: string,
  details: Pick<Fault, 'what' | 'at'> & {
    readonly values: Iterable<unknown>;
    readonly way?: string;
    readonly keywords?: readonly string[];
    readonly except?: string;
    readonly within?: boolean;
  },
): Fault {
  const { what, at, values, way, keywords = [keyword], except, within = false } = details;
  return {
    tokens: way === undefined ? [keyword] : [keyword, way],
    what,
    at,
    values: withInstance(instance, values),
    keywords,
    ...(except !== undefined && { except }),
    seen: { pointer: instance.pointer, within },
  };
}

/** A valid value at a place. */
export function edgeAt(
  instance: Instance,
  tokens: readonly string[],
  what: string,
  at: Location,
  values: Iterable<unknown>,
): Variation {
  return { tokens, what, at, values: withInstance(instance, values) };
}
