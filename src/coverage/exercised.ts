import type { Operation, Schema } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { headerLines } from '../http/exchange.ts';
import { type Location, locationKey } from '../json/document.ts';
import { type Pointer, parsePointer, valueAt } from '../json/pointer.ts';
import type { Judge } from '../judge/judge.ts';
import { type JudgedExchange, type JudgedRequest, valuesAt } from '../judge/judged.ts';
import { isMet } from '../judge/security.ts';
import type { Direction } from '../schema/schemas.ts';
import type { SchemaPoints } from './keyword.ts';
import { type Aim, operationPoints, type Point, pointKey, schemaUses } from './points.ts';
import type { CoveredSchemas } from './schemas.ts';
import { type DescribedValue, valuesOfRequest, valuesOfResponse } from './values.ts';

/** Finds what exchanges exercise in a contract, from the judge's results. */
export interface Exercised {
  /** The points that an exchange exercises. */
  points(judged: JudgedExchange): ReadonlySet<Point>;
  /** The points of an operation itself. */
  ofOperation(operation: Operation): Iterable<Point>;
}

type Note = (point: Point | undefined) => void;

export function createExercised({ schemas }: Judge, covered: CoveredSchemas): Exercised {
  const described = new Map<Operation, DescribedOperation>();
  const violable = new WeakMap<SchemaPoints, ReadonlyMap<string, Point>>();

  function points(judged: JudgedExchange): ReadonlySet<Point> {
    const found = new Set<Point>();
    const note: Note = (point) => {
      if (point !== undefined) found.add(point);
    };
    const { request, response } = judged;
    if (request.operation === undefined) return found;
    const requestPoints = describe(request.operation);
    note(requestPoints.point('request', 'called', request.operation.at));
    const [fault, ...others] = request.findings.filter(({ severity }) => severity === 'violation');
    if (fault === undefined) {
      noteRequest(judged, requestPoints, note);
      noteValues(valuesOfRequest(request), requestPoints.schemas.request, note);
    } else if (others.length === 0) noteFault(fault, request, requestPoints, note);
    const answered = describe(judged.operation ?? request.operation);
    noteResponse(judged, answered, note);
    noteValues(valuesOfResponse(response), answered.schemas.response, note);
    return found;
  }

  function describe(operation: Operation): DescribedOperation {
    let known = described.get(operation);
    if (known === undefined) {
      known = describeOperation(operation, covered);
      described.set(operation, known);
    }
    return known;
  }

  /** The points that the values of a message exercise in their schemas. */
  function noteValues(values: Iterable<DescribedValue>, pointsOf: SchemasOf, note: Note): void {
    for (const { schema, value, isExact } of values) {
      const entered = pointsOf(schema);
      if (entered !== undefined) covered.satisfy(entered, value, isExact, note);
    }
  }

  /**
   * A request with one fault shows whether the provider refuses it; one with two faults shows
   * nothing.
   */
  function noteFault(
    found: Finding,
    request: JudgedRequest,
    { point, unmet, schemas: pointsOf }: DescribedOperation,
    note: Note,
  ): void {
    if (found.code === 'security-unmet') note(unmet);
    else if (found.code === 'value-invalid') {
      noteBrokenValue(found, request, pointsOf.request, note);
    } else {
      const aim = aims[found.code];
      if (aim !== undefined && found.at !== undefined) note(point('request', aim, found.at));
    }
  }

  /**
   * The keyword in the finding, and the other keywords that the value violates at the same place.
   */
  function noteBrokenValue(
    { at, args, place }: Finding,
    request: JudgedRequest,
    pointsOf: SchemasOf,
    note: Note,
  ): void {
    const broken = [...valuesOfRequest(request)].find(
      ({ in: where, name, schema, value, isExact }) =>
        where === place?.in &&
        name === place.name &&
        schemas.check(schema, 'request', value, isExact).kind === 'invalid',
    );
    const entered = broken && pointsOf(broken.schema);
    if (broken === undefined || entered === undefined || at === undefined) return;
    const violated = violations(entered);
    const noteAt = (fault: Location, name?: unknown) => {
      note(violated.get(locationKey(fault)));
      const listed = typeof name === 'string' ? nameIn(fault, name) : -1;
      if (listed >= 0) note(violated.get(`${locationKey(fault)}/${listed}`));
    };
    noteAt(at, args.expected);
    const tokens = parsePointer(place?.pointer ?? '') ?? [];
    const inside = broken.index === undefined ? tokens : tokens.slice(1);
    covered.violate(entered, broken.value, inside, noteAt);
  }

  function violations(schema: SchemaPoints): ReadonlyMap<string, Point> {
    let found = violable.get(schema);
    if (found === undefined) {
      const all = [...covered.reach(schema)].filter(({ aim }) => aim === 'violated');
      found = new Map(all.map((point) => [locationKey(point.at), point]));
      violable.set(schema, found);
    }
    return found;
  }

  return { points, ofOperation: (operation) => describe(operation).all };
}

/** The point that one fault of a request exercises, by its code. */
const aims: Readonly<Record<string, Aim | undefined>> = {
  'parameter-missing': 'missing',
  'body-missing': 'missing',
  'body-malformed': 'malformed',
  'media-type-undocumented': 'unsupported',
};

/** The points of schemas, by the schema objects of the model. */
type SchemasOf = (schema: Schema) => SchemaPoints | undefined;

interface DescribedOperation {
  readonly operation: Operation;
  /** The points of an operation itself, each once, even if responses share a part. */
  readonly all: readonly Point[];
  point(direction: Direction, aim: Aim, at: Location): Point | undefined;
  /** The points for each security alternative that was met, and for none. */
  readonly met: readonly Point[];
  readonly unmet: Point | undefined;
  readonly schemas: { readonly request: SchemasOf; readonly response: SchemasOf };
}

function describeOperation(operation: Operation, covered: CoveredSchemas): DescribedOperation {
  const points = [...operationPoints(operation)];
  const all = [...new Map(points.map((point) => [pointKey(point), point])).values()];
  const byPointer = new Map<Pointer, Point[]>();
  for (const point of all) {
    const { pointer } = point.at;
    byPointer.set(pointer, [...(byPointer.get(pointer) ?? []), point]);
  }
  const uses = [...schemaUses(operation)];
  const schemasIn = (direction: Direction): SchemasOf => {
    const own = uses.filter((use) => use.direction === direction);
    const known = new Map(own.map((use) => [use.schema, covered.enter(use)]));
    return (schema) => known.get(schema);
  };
  return {
    operation,
    all,
    point: (direction, aim, at) =>
      byPointer
        .get(at.pointer)
        ?.find(
          (one) =>
            one.aim === aim && one.direction === direction && one.at.document === at.document,
        ),
    met: all.filter(({ aim }) => aim === 'met'),
    unmet: all.find(({ aim }) => aim === 'unmet'),
    schemas: { request: schemasIn('request'), response: schemasIn('response') },
  };
}

/** The points of a valid request. */
function noteRequest(
  { exchange, request }: JudgedExchange,
  { operation, point, met }: DescribedOperation,
  note: Note,
): void {
  const noteAt = (aim: Aim, at: Location) => note(point('request', aim, at));
  for (const [index, requirement] of operation.security.entries()) {
    if (isMet(requirement, exchange.request, request.parts!)) note(met[index]);
  }
  for (const parameter of operation.parameters) {
    const isThere = Object.hasOwn(valuesAt(request, parameter.in), parameter.name);
    noteAt(isThere ? 'present' : 'absent', parameter.at);
  }
  const { media } = request.content;
  if (media !== undefined) noteAt('sent', media.at);
  else if (operation.requestBody !== undefined) noteAt('absent', operation.requestBody.at);
}

/** The points of an answer, valid or not. */
function noteResponse(
  { exchange, response }: JudgedExchange,
  { point }: DescribedOperation,
  note: Note,
): void {
  const { described, content } = response;
  if (described === undefined) return;
  const noteAt = (aim: Aim, at: Location) => note(point('response', aim, at));
  noteAt('answered', described.at);
  for (const { name, at } of described.headers) {
    const lines = headerLines(exchange.response.headers, name.toLowerCase());
    if (lines.length > 0) noteAt('present', at);
  }
  if (content.media !== undefined) noteAt('answered', content.media.at);
}

/** The index of a name in a list such as `required`; -1 without that list. */
function nameIn({ document, pointer }: Location, name: string): number {
  const list = valueAt(document.value, pointer);
  return Array.isArray(list) ? list.indexOf(name) : -1;
}
