import type { Operation, Parameter } from '../api/model.ts';
import { isObject, type Node } from '../api/node.ts';
import { templateNames } from '../api/path-template.ts';
import { valueAt } from '../json/pointer.ts';
import { assertedBy } from './asserted.ts';
import {
  compareSchemas,
  flowOf,
  type OperationComparison,
  type Places,
  reportFlow,
} from './comparison.ts';
import { numbersOf } from './operands.ts';
import type { SchemaPairs } from './schema-comparison.ts';
import { removalBy, type Sunset, sunsetChange, sunsetOf } from './sunset.ts';
import type { ValueType } from './value-type.ts';

/** Compares the parameters of an operation; path parameters by their position. */
export function compareParameters(
  compared: OperationComparison,
  base: Operation,
  revision: Operation,
): void {
  const flow = flowOf(compared, 'request');
  const pathNames = [base, revision].map(({ path }) => templateNames(path)) as [
    readonly string[],
    readonly string[],
  ];
  const keyOf = ({ in: place, name }: Parameter, side: 0 | 1): string => {
    if (place === 'path') return `path ${pathNames[side].indexOf(name)}`;
    return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
  };
  const before = new Map(base.parameters.map((parameter) => [keyOf(parameter, 0), parameter]));
  const after = new Map(revision.parameters.map((parameter) => [keyOf(parameter, 1), parameter]));
  const movedTo = new Set<Parameter>();

  for (const [key, from] of before) {
    const to = after.get(key);
    if (to !== undefined) {
      compareParameter(compared, from, to);
      continue;
    }
    const moved = revision.parameters.find(
      (other) => other.name === from.name && !before.has(keyOf(other, 1)) && other.in !== 'path',
    );
    if (moved === undefined) {
      reportRemoved(compared, from, revision);
    } else {
      movedTo.add(moved);
      const places = { base: from.at, revision: moved.at };
      const args = { name: from.name, from: from.in, to: moved.in };
      reportFlow(compared, flow, 'parameter-moved', partOf(from), places, args);
    }
  }
  for (const [key, to] of after) {
    if (before.has(key) || movedTo.has(to)) continue;
    const kind = to.required ? 'parameter-added-required' : 'parameter-added-optional';
    const places = { base: base.at, revision: to.at };
    reportFlow(compared, flow, kind, partOf(to), places, { name: to.name });
  }
}

/** A deprecated parameter may go when its sunset has passed. */
function reportRemoved(
  compared: OperationComparison,
  parameter: Parameter,
  revision: Operation,
): void {
  const sunset = sunsetAt(parameter);
  const when = parameter.deprecated ? removalBy(sunset, compared.comparison.today) : undefined;
  const kind =
    when === undefined
      ? 'parameter-removed'
      : when === 'unreadable'
        ? 'sunset-unreadable'
        : (`parameter-removed-${when}-sunset` as const);
  const places = { base: parameter.at, revision: revision.at };
  const args = { name: parameter.name, ...(when !== undefined && { from: sunset?.text }) };
  const flow = flowOf(compared, 'request');
  reportFlow(compared, flow, kind, partOf(parameter), places, args);
}

function sunsetAt({ at }: Parameter): Sunset | undefined {
  const written = valueAt(at.document.value, at.pointer);
  // An undescribed path parameter has the place and the sunset of its operation.
  return isObject(written) && Object.hasOwn(written, 'in')
    ? sunsetOf(written['x-sunset'])
    : undefined;
}

function compareParameter(
  compared: OperationComparison,
  base: Parameter,
  revision: Parameter,
): void {
  const flow = flowOf(compared, 'request');
  const part = partOf(base);
  const places: Places = { base: base.at, revision: revision.at };
  const { name } = revision;
  if (revision.required && !base.required) {
    reportFlow(compared, flow, 'parameter-became-required', part, places, { name });
  }
  if (base.required && !revision.required) {
    reportFlow(compared, flow, 'parameter-became-optional', part, places, { name });
  }
  if (revision.deprecated && !base.deprecated) {
    reportFlow(compared, flow, 'parameter-deprecated', part, places, { name });
  }
  const [before, after] = [sunsetAt(base), sunsetAt(revision)];
  const sunset = sunsetChange(before, after, revision.deprecated);
  if (sunset !== undefined) {
    const args = { name, from: before?.text, to: after?.text };
    reportFlow(compared, flow, sunset, part, places, args);
  }
  if (revision.allowEmptyValue !== base.allowEmptyValue) {
    const kind = revision.allowEmptyValue ? 'parameter-empty-allowed' : 'parameter-empty-forbidden';
    reportFlow(compared, flow, kind, part, places, { name });
  }
  if (revision.allowReserved !== base.allowReserved) {
    const args = { name, from: base.allowReserved, to: revision.allowReserved };
    reportFlow(compared, flow, 'parameter-reserved-changed', part, places, args);
  }
  const { pairs } = compared.comparison;
  const [from, to] = [
    styleOf(base, base.schema && pairs[flow].base.of([base.schema]).types),
    styleOf(revision, revision.schema && pairs[flow].revision.of([revision.schema]).types),
  ];
  if (from.asScalar !== to.asScalar || (!from.scalar && !to.scalar && from.text !== to.text)) {
    const args = { name, from: from.text, to: to.text };
    reportFlow(compared, flow, 'parameter-style-changed', part, places, args);
  }
  const isText = base.schema !== undefined && revision.schema !== undefined;
  const items = itemsWhereRepeatable(base, revision, pairs[flow]);
  if (items !== undefined)
    reportFlow(compared, flow, 'parameter-repeatable', part, places, { name });
  if (isAnyText(base, pairs[flow].base) && isAnyText(revision, pairs[flow].revision)) return;
  compareSchemas(
    compared,
    flow,
    part,
    base.schema ?? base.content?.schema,
    items ?? revision.schema ?? revision.content?.schema,
    places,
    { text: isText, required: base.required && revision.required },
  );
}

/** Whether the value of a parameter is any text: it has no schema, or an empty one. */
function isAnyText({ schema, content }: Parameter, schemas: SchemaPairs['base']): boolean {
  if (schema === undefined) return content === undefined;
  const described = schemas.of([schema]);
  const keywords = described.schemas.flatMap(assertedBy);
  return described.types.has('string') && keywords.every((keyword) => keyword === 'type');
}

/**
 * The items' schema of a list that was a single value: `q=a` is a list of one in the exploded style
 * `form`, so that requests with one value stay valid.
 */
function itemsWhereRepeatable(
  base: Parameter,
  revision: Parameter,
  pairs: SchemaPairs,
): Node | undefined {
  if (base.schema === undefined || revision.schema === undefined) return undefined;
  if (![base, revision].every(({ style, explode }) => style === 'form' && explode))
    return undefined;
  const [before, after] = [pairs.base.of([base.schema]), pairs.revision.of([revision.schema])];
  if (before.types.has('array') || before.types.has('object')) return undefined;
  const items = after.applied.get('items')?.nodes;
  const isList = [...after.types].every((type) => type === 'array' || type === 'null');
  const oneIsEnough = numbersOf(after, 'minItems').every((least) => least <= 1);
  return isList && oneIsEnough && items?.length === 1 ? items[0] : undefined;
}

/** How a parameter is written; many styles write a single value in the same way. */
function styleOf(
  { style, explode, content }: Parameter,
  types: ReadonlySet<ValueType> | undefined,
): { readonly text: string; readonly asScalar: string; readonly scalar: boolean } {
  if (content !== undefined) {
    return { text: content.name, asScalar: content.name, scalar: false };
  }
  const scalar = types !== undefined && !types.has('array') && !types.has('object');
  const asScalar = /^(?:form|spaceDelimited|pipeDelimited|deepObject)$/.test(style)
    ? 'form'
    : style;
  return { text: `${style}, ${explode ? 'exploded' : 'not exploded'}`, asScalar, scalar };
}

function partOf({ name, in: place }: Parameter): string {
  return `${place} parameter "${name}"`;
}
