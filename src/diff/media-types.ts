import type { Encoding, MediaType, RequestBody } from '../api/model.ts';
import { isObject, member, type Node } from '../api/node.ts';
import {
  formatMediaRange,
  isForm,
  isJson,
  isMultipart,
  isText,
  isWildcard,
  isXml,
  type MediaRange,
  rangeMatches,
} from '../http/media-type.ts';
import { valueAt } from '../json/pointer.ts';
import { isEqual } from '../schema/equality.ts';
import {
  compareSchemas,
  flowOf,
  type OperationComparison,
  type Places,
  reportApi,
  reportFlow,
} from './comparison.ts';
import type { Flow } from './severity.ts';

/** Compares request bodies; one of them may be missing. */
export function compareBodies(
  compared: OperationComparison,
  base: RequestBody | undefined,
  revision: RequestBody | undefined,
  around: Places,
): void {
  const flow = flowOf(compared, 'request');
  const part = 'request body';
  const places = { base: base?.at ?? around.base, revision: revision?.at ?? around.revision };
  if (base === undefined || revision === undefined) {
    if (base !== undefined) reportFlow(compared, flow, 'body-removed', part, places);
    if (revision !== undefined) {
      const kind = revision.required ? 'body-added-required' : 'body-added-optional';
      reportFlow(compared, flow, kind, part, places);
    }
    return;
  }
  if (revision.required && !base.required) {
    reportFlow(compared, flow, 'body-became-required', part, places);
  }
  if (base.required && !revision.required) {
    reportFlow(compared, flow, 'body-became-optional', part, places);
  }
  compareContent(compared, flow, part, base.content, revision.content, places);
}

/** Compares what is described by media type. */
export function compareContent(
  compared: OperationComparison,
  flow: Flow,
  part: string,
  base: readonly MediaType[],
  revision: readonly MediaType[],
  places: Places,
): void {
  for (const before of base) {
    const after = like(before, revision);
    if (after !== undefined) {
      compareMedia(compared, flow, part, before, after);
      continue;
    }
    const where = { base: before.at, revision: places.revision };
    const isNarrowed = revision.some((one) => like(one, [before]) !== undefined);
    if (isNarrowed && flow === 'response' && !compared.reversed)
      reportFlow(compared, flow, 'media-range-narrowed', part, where, { name: before.name });
    else reportMedia(compared, flow, part, 'removed', where, before);
  }
  for (const after of revision) {
    const before = like(after, base);
    if (before === undefined) {
      const where = { base: places.base, revision: after.at };
      reportMedia(compared, flow, part, 'added', where, after);
    } else if (like(before, revision) !== after) compareMedia(compared, flow, part, before, after);
  }
}

/** The receiver of a webhook or callback cannot choose what is sent. */
function reportMedia(
  compared: OperationComparison,
  flow: Flow,
  part: string,
  change: 'added' | 'removed',
  places: Places,
  { name }: MediaType,
): void {
  const { comparison, operation, reversed } = compared;
  if (reversed && flow === 'response') {
    reportApi(comparison, `webhook-media-type-${change}`, places, { name }, operation, part);
  } else reportFlow(compared, flow, `media-type-${change}`, part, places, { name });
}

/** The equal media type, else a range that includes it. */
function like(media: MediaType, others: readonly MediaType[]): MediaType | undefined {
  const key = keyOf(media.range);
  return (
    others.find(({ range }) => keyOf(range) === key) ??
    others.find(({ range }) => isWildcard(range) && rangeMatches(range, media.range))
  );
}

/** A charset only says how the same content is encoded. */
function keyOf(range: MediaRange): string {
  const parameters = [...range.parameters].filter(([name]) => name !== 'charset').sort();
  return formatMediaRange({ ...range, parameters: new Map(parameters) });
}

function compareMedia(
  compared: OperationComparison,
  flow: Flow,
  part: string,
  base: MediaType,
  revision: MediaType,
): void {
  const places = { base: base.at, revision: revision.at };
  const named = `${part} (${base.name})`;
  if (!(isBytes(base) && isBytes(revision))) {
    const xml = isXml(base.range) && isXml(revision.range);
    compareSchemas(compared, flow, named, base.schema, revision.schema, places, { xml });
  }
  const items = [base, revision].map(({ at }) =>
    member({ value: valueAt(at.document.value, at.pointer), at }, 'itemSchema'),
  ) as [Node | undefined, Node | undefined];
  compareSchemas(compared, flow, `${named}, each item`, items[0], items[1], places);
  if (!isForm(base.range) && !isMultipart(base.range)) return;
  for (const name of new Set([...Object.keys(base.encoding), ...Object.keys(revision.encoding)])) {
    const [from, to] = [base, revision].map(({ encoding }) =>
      written(Object.hasOwn(encoding, name) ? encoding[name] : undefined),
    );
    if (!isEqual(from, to)) {
      reportFlow(compared, flow, 'encoding-changed', named, places, { name, from, to });
    }
  }
}

/** The encoding of a property; defaults that depend on its schema belong to the schema. */
function written(encoding: Encoding | undefined): Readonly<Record<string, unknown>> {
  const { contentType, style, explode, allowReserved } = encoding ?? {};
  return {
    ...(contentType !== undefined && { contentType: contentType.toLowerCase() }),
    ...(style !== undefined && style !== 'form' && { style }),
    ...(explode !== undefined && explode !== ((style ?? 'form') === 'form') && { explode }),
    ...(allowReserved === true && { allowReserved }),
  };
}

/**
 * Whether content is bytes without a schema: 3.0 writes it as a string with the format `binary`,
 * 3.1 without a schema (3.1.1 section 4.8.14.2).
 */
function isBytes({ range, schema }: MediaType): boolean {
  if (isJson(range) || isXml(range) || isForm(range) || isMultipart(range) || isText(range)) {
    return false;
  }
  if (schema === undefined || !isObject(schema.value)) return true;
  const asserted = Object.keys(schema.value).filter((keyword) =>
    ['$ref', 'type', 'format', 'contentMediaType', 'allOf', 'oneOf', 'anyOf'].includes(keyword),
  );
  const { type, format, contentMediaType } = schema.value;
  if (asserted.length === 0) return true;
  return type === 'string' && (format === 'binary' || contentMediaType !== undefined);
}
