import type { MediaType, Operation, Parameter, Schema } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import {
  type Exchange,
  type HttpHeaders,
  headerLines,
  headerValue,
  splitTarget,
} from '../http/exchange.ts';
import { mostSpecificMatch, parseMediaRange } from '../http/media-type.ts';
import { type Location, locationKey } from '../json/document.ts';
import { parsePointer, valueAt } from '../json/pointer.ts';
import { createJudge, type Judge } from '../judge/judge.ts';
import { partsOf } from '../judge/parts.ts';
import { describedResponse } from '../judge/response.ts';
import { isMet } from '../judge/security.ts';
import {
  type ContractCoverage,
  type CoveredPart,
  type CoveredPlace,
  coverageOf,
} from '../report/coverage.ts';
import { placeOf } from '../report/run.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import type { SchemaPoints } from './keyword.ts';
import {
  type Aim,
  createParts,
  operationPoints,
  type Point,
  pointKey,
  requirementAt,
  schemaUses,
  securityAt,
} from './points.ts';
import { type CoveredSchemas, createCoveredSchemas } from './schemas.ts';

/**
 * How much of a contract some exchanges have shown, wherever they come from: cases, a test suite,
 * recorded traffic.
 */
export interface Coverage {
  readonly judge: Judge;
  add(exchange: Exchange): void;
  /** Every point of the contract with the number of exchanges that exercised it. */
  counts(): Iterable<readonly [Point, number]>;
  /** The same by place, with lines; they are looked up now. */
  report(): ContractCoverage;
}

/** Every point of a contract, each once. */
export function* contractPoints(
  judge: Judge,
  covered: CoveredSchemas = createCoveredSchemas(judge),
): Iterable<Point> {
  const seen = new Set<Point>();
  for (const operation of judge.api.operations) {
    yield* operationPoints(operation);
    for (const use of schemaUses(operation)) {
      for (const point of covered.reach(covered.enter(use))) {
        if (seen.has(point)) continue;
        seen.add(point);
        yield point;
      }
    }
  }
}

export function createCoverage(judge: Judge): Coverage {
  const { api } = judge;
  const covered = createCoveredSchemas(judge);
  const counts = new Map<Point, number>();
  const ownPoints = new Map<Operation, ReadonlyMap<string, Point>>();
  const uses = new Map<Operation, ReturnType<typeof usesOf>>();
  const violable = new WeakMap<SchemaPoints, ReadonlyMap<string, Point>>();
  let universe: readonly Point[] | undefined;

  // The judge asks for every value that it finds in an exchange, which is what must be known here.
  let values: Value[] = [];
  const watching = createJudge(api, {
    schemas: watch(judge.schemas, (value) => values.push(value)),
  });

  const hit = (point: Point) => void counts.set(point, (counts.get(point) ?? 0) + 1);
  const hitOwn = (operation: Operation, direction: Direction, aim: Aim, at: Location) => {
    let own = ownPoints.get(operation);
    if (own === undefined) {
      own = new Map([...operationPoints(operation)].map((point) => [pointKey(point), point]));
      ownPoints.set(operation, own);
    }
    const point = own.get(pointKey({ at, aim, direction, operation }));
    if (point !== undefined) hit(point);
  };

  function add(exchange: Exchange): void {
    values = [];
    const { operation, findings } = watching.exchange(exchange);
    if (operation === undefined) return;
    const wrong = findings.filter(
      ({ severity, place }) => severity === 'violation' && place?.part === 'request',
    );
    const once = new Set<Point>();
    const note = (point: Point) => void once.add(point);
    hitOwn(operation, 'request', 'called', operation.at);
    if (wrong.length === 0) {
      addRequest(operation, exchange);
      satisfy(operation, 'request', note);
    } else if (wrong.length === 1) addViolation(operation, wrong[0]!, note);
    addResponse(operation, exchange);
    satisfy(operation, 'response', note);
    for (const point of once) hit(point);
  }

  /** What is shown by a request that keeps the contract. */
  function addRequest(operation: Operation, { request }: Exchange): void {
    const note = (aim: Aim, at: Location) => hitOwn(operation, 'request', aim, at);
    const parts = partsOf(request, new Map(), splitTarget(request.target).query);
    for (const [index, requirement] of operation.security.entries()) {
      if (isMet(requirement, request, parts)) note('met', requirementAt(operation, index));
    }
    const read = new Set(values.map(({ schema }) => schema));
    for (const parameter of operation.parameters) {
      note(isThere(parameter, read) ? 'present' : 'absent', parameter.at);
    }
    const { requestBody } = operation;
    if (requestBody === undefined) return;
    const media = mediaOf(request.headers, requestBody.content);
    if (media === undefined) note('absent', requestBody.at);
    else note('sent', media.at);
  }

  /** A request with one fault shows whether the provider refuses it; one with two, nothing. */
  function addViolation(operation: Operation, found: Finding, hit: (point: Point) => void): void {
    const note = (aim: Aim) => {
      if (found.at !== undefined) hitOwn(operation, 'request', aim, found.at);
    };
    switch (found.code) {
      case 'security-unmet':
        hitOwn(operation, 'request', 'unmet', securityAt(operation));
        break;
      case 'parameter-missing':
      case 'body-missing':
        note('missing');
        break;
      case 'body-malformed':
        note('malformed');
        break;
      case 'media-type-undocumented':
        note('unsupported');
        break;
      case 'value-invalid':
        violate(operation, found, hit);
    }
  }

  function violate(operation: Operation, found: Finding, note: (point: Point) => void): void {
    const broken = values.find(({ isValid, direction }) => direction === 'request' && !isValid);
    const use = broken && usesOfOperation(operation).get(broken.schema);
    if (broken === undefined || use === undefined || found.at === undefined) return;
    const entered = covered.enter(use);
    const violated = violations(entered);
    const hitAt = (at: Location, name?: unknown) => {
      const own = violated.get(locationKey(at));
      if (own !== undefined) note(own);
      const listed = typeof name === 'string' ? nameIn(at, name) : -1;
      const point = listed < 0 ? undefined : violated.get(`${locationKey(at)}/${listed}`);
      if (point !== undefined) note(point);
    };
    hitAt(found.at, found.args.expected);
    const tokens = parsePointer(found.place?.pointer ?? '') ?? [];
    covered.violate(entered, broken.value, tokens, hitAt);
  }

  function violations(schema: SchemaPoints): ReadonlyMap<string, Point> {
    let found = violable.get(schema);
    if (found === undefined) {
      const points = [...covered.reach(schema)].filter(({ aim }) => aim === 'violated');
      found = new Map(points.map((point) => [locationKey(point.at), point]));
      violable.set(schema, found);
    }
    return found;
  }

  function addResponse(operation: Operation, { request, response }: Exchange): void {
    const described = describedResponse(operation.responses, response.status);
    if (described === undefined) return;
    const note = (aim: Aim, at: Location) => hitOwn(operation, 'response', aim, at);
    note('answered', described.at);
    for (const { name, at } of described.headers) {
      if (headerLines(response.headers, name.toLowerCase()).length > 0) note('present', at);
    }
    if (request.method === 'HEAD' || response.body.length === 0) return;
    const media = mediaOf(response.headers, described.content);
    if (media !== undefined) note('answered', media.at);
  }

  /** What the values of a message show of their schemas. */
  function satisfy(operation: Operation, direction: Direction, note: (point: Point) => void): void {
    for (const { schema, value, exact, direction: own } of values) {
      if (own !== direction) continue;
      const use = usesOfOperation(operation).get(schema);
      if (use !== undefined) covered.satisfy(covered.enter(use), value, exact, note);
    }
  }

  function usesOfOperation(operation: Operation): ReturnType<typeof usesOf> {
    let known = uses.get(operation);
    if (known === undefined) {
      known = usesOf(operation);
      uses.set(operation, known);
    }
    return known;
  }

  function* allCounts(): Iterable<readonly [Point, number]> {
    universe ??= [...contractPoints(judge, covered)];
    const own = new Map([...counts].map(([point, count]) => [pointKey(point), count]));
    for (const point of universe) yield [point, own.get(pointKey(point)) ?? 0];
  }

  return {
    judge,
    add,
    counts: allCounts,
    report: () => {
      const partOf = createParts(api);
      const places = new Map<string, CoveredPlace & { readonly points: Record<string, number> }>();
      for (const [point, count] of allCounts()) {
        const part = point.operation?.id ?? partOf(point.at);
        const key = `${part} ${locationKey(point.at)}`;
        const place = places.get(key) ?? { part, ...placeOf(point.at), points: {} };
        places.set(key, place);
        place.points[`${point.direction} ${point.aim}`] = count;
      }
      const kinds = new Map<string, CoveredPart['kind']>();
      for (const { id } of api.operations) kinds.set(id, 'operation');
      for (const { part } of places.values()) if (!kinds.has(part)) kinds.set(part, 'schema');
      return coverageOf(api.name, [...places.values()], kinds);
    },
  };
}

/** A value of an exchange, as the judge asked for it. */
interface Value {
  readonly schema: Schema;
  readonly direction: Direction;
  readonly value: unknown;
  readonly exact: boolean;
  readonly isValid: boolean;
}

function watch(schemas: Schemas, note: (value: Value) => void): Schemas {
  return {
    ...schemas,
    check(schema, direction, value, exact = false) {
      const verdict = schemas.check(schema, direction, value, exact);
      note({ schema, direction, value, exact, isValid: verdict.kind === 'valid' });
      return verdict;
    },
  };
}

/** The uses of schemas by an operation; the judge asks by the very schema of the model. */
function usesOf(operation: Operation) {
  return new Map([...schemaUses(operation)].map((use) => [use.schema, use]));
}

/** A parameter without a schema is never asked about, and one that is empty need not be. */
function isThere({ schema, content }: Parameter, read: ReadonlySet<Schema>): boolean {
  const own = content?.schema ?? schema;
  return own !== undefined && read.has(own);
}

function mediaOf(headers: HttpHeaders, content: readonly MediaType[]): MediaType | undefined {
  const written = headerValue(headers, 'content-type');
  const received = written === undefined ? undefined : parseMediaRange(written);
  if (received === undefined) return undefined;
  const ranges = content.map(({ range }) => range);
  const index = mostSpecificMatch(ranges, received);
  return index === undefined ? undefined : content[index];
}

/** Where a list of names, such as `required`, has a name; -1 where there is no such list. */
function nameIn({ document, pointer }: Location, name: string): number {
  const list = valueAt(document.value, pointer);
  return Array.isArray(list) ? list.indexOf(name) : -1;
}
