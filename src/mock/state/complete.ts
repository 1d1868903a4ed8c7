import type { Schema } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { withoutMember, withValue } from '../../json/edit.ts';
import { hasBigint } from '../../json/integers.ts';
import { child, type Pointer, parsePointer, valueAt } from '../../json/pointer.ts';
import type { DescribedValue, DescribeValue } from '../../resources/value.ts';
import { sample } from '../../schema/sample.ts';
import type { SchemaError, Schemas } from '../../schema/schemas.ts';

export type Completed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

const mostRounds = 60;

/**
 * Completes a value with the members that its schema requires in answers: from other values of its
 * kind, else from a sample. Existing members stay if the schema allows them.
 */
export function completed(
  given: unknown,
  schema: Schema,
  others: readonly unknown[],
  schemas: Schemas,
  describe: DescribeValue,
): Completed {
  const tried = new Map<Pointer, number>();
  /** Places with a value of the others, which may have another schema; only errors lead to a check. */
  const borrowed = new Set<Pointer>();
  let value = given;
  let reason = 'it breaks its schema';
  for (let round = 0; round < mostRounds; round += 1) {
    const verdict = schemas.check(schema, 'response', value, hasBigint(value));
    if (verdict.kind === 'valid') return { ok: true, value };
    if (verdict.kind === 'not-checked') return { ok: false, reason: verdict.problem.args.reason };
    const { errors } = verdict;
    reason = reasonOf(errors) ?? reason;
    const unfit = [...borrowed].filter((place) => hasErrors(errors, place));
    for (const place of unfit) {
      borrowed.delete(place);
      value = withValue(value, place, fillerAt(value, place));
    }
    // The other errors may be about the replaced values.
    if (unfit.length > 0) continue;
    const before = value;
    for (const error of errors) value = corrected(value, error);
    if (value === before) break;
  }
  return { ok: false, reason };

  function corrected(whole: unknown, error: SchemaError): unknown {
    const { keyword, pointer, expected } = error;
    const isAboutMember = typeof expected === 'string' && isObject(valueAt(whole, pointer));
    if (isAboutMember && /^(?:required|dependentRequired)$/.test(keyword)) {
      const place = child(pointer, expected);
      const [known] = othersAt(place);
      if (known !== undefined) borrowed.add(place);
      const filler = known ?? fillerAt(whole, place);
      return filler === undefined ? whole : withValue(whole, place, filler);
    }
    if (isAboutMember && /^(?:additional|unevaluated)Properties$/.test(keyword)) {
      return withoutMember(whole, child(pointer, expected));
    }
    return pointer === '' ? whole : otherwise(whole, pointer);
  }

  /** A value may be sent and shown in different forms: a number as text, another constant. */
  function otherwise(whole: unknown, place: Pointer): unknown {
    const attempts = (tried.get(place) ?? 0) + 1;
    tried.set(place, attempts);
    const own = valueAt(whole, place);
    // The value around it may have been corrected already.
    if (own === undefined) return whole;
    if (attempts === 1) {
      const part = partAt(describe(schema), place);
      const types = part?.types;
      if (types?.has('string') && /^(?:number|bigint|boolean)$/.test(typeof own)) {
        return withValue(whole, place, String(own));
      }
      const isNumber = types?.has('integer') || types?.has('number');
      if (isNumber && typeof own === 'string' && /^-?\d{1,15}(?:\.\d+)?$/.test(own)) {
        return withValue(whole, place, Number(own));
      }
      const around = part && memberFor(own, part);
      if (around !== undefined) {
        // The other members of a referenced item belong to its id.
        const rest = around === 'id' ? undefined : fillerAt(whole, place);
        return withValue(whole, place, { ...(isObject(rest) && rest), [around]: own });
      }
    }
    if (attempts <= 2) {
      const filler = fillerAt(whole, place);
      if (filler !== undefined) return withValue(whole, place, filler);
    }
    return attempts <= 3 ? withoutMember(whole, place) : whole;
  }

  function fits(one: unknown, whole: unknown, place: Pointer): boolean {
    const filled = withValue(whole, place, one);
    const verdict = schemas.check(schema, 'response', filled, hasBigint(filled));
    return verdict.kind !== 'invalid' || !hasErrors(verdict.errors, place);
  }

  function othersAt(place: Pointer): readonly unknown[] {
    const alike = likeFirst(place);
    return others
      .map((other) => valueAt(other, place) ?? valueAt(other, alike))
      .filter((one) => one !== undefined);
  }

  function fillerAt(whole: unknown, place: Pointer): unknown {
    const found = othersAt(place);
    const fitting = found.find((one) => fits(one, whole, place));
    if (fitting !== undefined) return fitting;
    const all = sample(schemas, schema, 'response');
    const sampled = all.ok ? valueAt(all.exact ?? all.value, likeFirst(place)) : undefined;
    if (sampled !== undefined) return sampled;
    const part = partAt(describe(schema), place);
    const made = part && sample(schemas, part.schema, 'response');
    return made?.ok ? (made.exact ?? made.value) : found[0];
  }
}

/** The same place in the first items of its lists. */
function likeFirst(place: Pointer): Pointer {
  return place.replace(/\/\d+(?=\/)/g, '/0');
}

function hasErrors(errors: readonly SchemaError[], place: Pointer): boolean {
  return errors.some(({ pointer }) => `${pointer}/`.startsWith(`${place}/`));
}

/** The member for a value that is sent without its object: `12` is shown as `{ value: 12 }`. */
function memberFor(value: unknown, { types, properties }: DescribedValue): string | undefined {
  if (!types.has('object') || types.has(typeof value) || typeof value === 'object')
    return undefined;
  const fitting = [...properties].filter(
    ([, property]) =>
      property.types.has(typeof value) ||
      (Number.isInteger(value) && property.types.has('integer')),
  );
  const names = fitting.map(([name]) => name);
  return (
    ['id', 'value', 'amount'].find((name) => names.includes(name)) ??
    (names.length === 1 ? names[0] : undefined)
  );
}

function reasonOf([error]: readonly SchemaError[]): string | undefined {
  if (error === undefined) return undefined;
  const where = error.pointer === '' ? 'the item' : `"${error.pointer}" of it`;
  return `${where} breaks "${error.keyword}"`;
}

/** The description of a value's part. */
export function partAt(value: DescribedValue, place: Pointer): DescribedValue | undefined {
  let current: DescribedValue | undefined = value;
  for (const token of parsePointer(place) ?? []) {
    current =
      current?.properties.get(token) ??
      (/^\d+$/.test(token) ? current?.items : undefined) ??
      current?.rest;
  }
  return current;
}
