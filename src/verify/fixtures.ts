import type { Operation, Parameter } from '../api/model.ts';
import type { RequestDraft } from '../example/draft.ts';
import { withValue } from '../json/edit.ts';
import { child, type Pointer, parsePointer, valueAt } from '../json/pointer.ts';

/**
 * Values that exist at the provider, by the name of a parameter or by the JSON Pointer of a value
 * in a body. A prefix `operation.` limits a value to one operation, and `*` in a pointer is each
 * item of a list.
 */
export type Fixtures = Readonly<Record<string, unknown>>;

/** The fixture for a parameter; that of its operation comes first. */
export function fixtureFor(
  operation: Operation,
  { name }: Parameter,
  fixtures: Fixtures = {},
): unknown {
  const own = `${operation.id}.${name}`;
  if (Object.hasOwn(fixtures, own)) return fixtures[own];
  return Object.hasOwn(fixtures, name) ? fixtures[name] : undefined;
}

/** A request with the fixtures at the places that its body has. */
export function withFixtures(draft: RequestDraft, fixtures: Fixtures | undefined): RequestDraft {
  const { body, operation } = draft;
  if (fixtures === undefined || body === undefined || !('media' in body)) return draft;
  let { value } = body;
  for (const { tokens, given } of bodyFixtures(operation, fixtures)) {
    for (const pointer of pointersIn(value, tokens)) value = withValue(value, pointer, given);
  }
  return value === body.value ? draft : { ...draft, body: { media: body.media, value } };
}

/** Whether a fixture sets a place of an operation's body, or a value around it. */
export function isFixed(
  operation: Operation,
  place: readonly string[],
  fixtures: Fixtures | undefined,
): boolean {
  if (fixtures === undefined) return false;
  return bodyFixtures(operation, fixtures).some(
    ({ tokens }) =>
      tokens.length <= place.length &&
      tokens.every((token, index) => isSame(token, place[index] ?? '')),
  );
}

/** Whether a place, given as a pointer, has a fixture. */
export function isFixedAt(
  operation: Operation,
  pointer: Pointer,
  fixtures: Fixtures | undefined,
): boolean {
  return fixtures !== undefined && isFixed(operation, parsePointer(pointer) ?? [], fixtures);
}

/** The fixtures for bodies of an operation; those for the operation alone come last. */
function bodyFixtures(operation: Operation, fixtures: Fixtures) {
  const own = `${operation.id}.`;
  return ['', own].flatMap((prefix) =>
    Object.entries(fixtures).flatMap(([name, given]) => {
      const isOfBody = name.startsWith(`${prefix}/`);
      const tokens = isOfBody ? parsePointer(name.slice(prefix.length)) : undefined;
      return tokens === undefined ? [] : [{ tokens, given }];
    }),
  );
}

function isSame(token: string, name: string): boolean {
  return token === name || (token === '*' && /^\d+$/.test(name));
}

/** The existing places of a value that the tokens name. */
function pointersIn(value: unknown, tokens: readonly string[]): readonly Pointer[] {
  let pointers: readonly Pointer[] = [''];
  for (const token of tokens) {
    pointers = pointers.flatMap((pointer) => {
      const holder = valueAt(value, pointer);
      if (typeof holder !== 'object' || holder === null) return [];
      return Object.keys(holder)
        .filter((name) => (Array.isArray(holder) ? isSame(token, name) : name === token))
        .map((name) => child(pointer, name));
    });
  }
  return pointers;
}
