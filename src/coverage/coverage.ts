import type { Api } from '../api/model.ts';
import { locationKey } from '../json/document.ts';
import type { Judge } from '../judge/judge.ts';
import type { JudgedExchange } from '../judge/judged.ts';
import {
  type ContractCoverage,
  type CoveredPart,
  type CoveredPlace,
  coverageOf,
} from '../report/coverage.ts';
import { placeOf } from '../report/run.ts';
import { createExercised, type Exercised } from './exercised.ts';
import { createParts, type Point, schemaUses } from './points.ts';
import { type CoveredSchemas, createCoveredSchemas } from './schemas.ts';

/**
 * Which parts of a contract some exchanges exercised, from cases, a test suite or recorded traffic.
 */
export interface Coverage {
  readonly judge: Judge;
  /**
   * Counts a judged exchange of the same contract.
   * @throws {TypeError} if another copy of the contract judged it.
   */
  add(judged: JudgedExchange): void;
  /** Every point of the contract with the number of exchanges that exercised it. */
  counts(): Iterable<readonly [Point, number]>;
  /** The coverage by place, with lines, which are computed now. */
  report(): ContractCoverage;
}

export function createCoverage(judge: Judge): Coverage {
  const covered = createCoveredSchemas(judge);
  const exercised = createExercised(judge, covered);
  const numbers = new Map<Point, number>();
  const operations = new Set(judge.api.operations);
  let all: readonly Point[] | undefined;

  function* counts(): Iterable<readonly [Point, number]> {
    all ??= [...pointsOf(judge.api, exercised, covered)];
    for (const point of all) yield [point, numbers.get(point) ?? 0];
  }

  return {
    judge,
    add(judged) {
      const { operation } = judged;
      if (operation !== undefined && !operations.has(operation)) {
        throw new TypeError(`Cannot count ${operation.id}: another contract has judged it`);
      }
      for (const point of exercised.points(judged)) {
        numbers.set(point, (numbers.get(point) ?? 0) + 1);
      }
    },
    counts,
    report: () => reportOf(judge.api, counts()),
  };
}

/** Every point of a contract, each once. */
export function contractPoints(judge: Judge): Iterable<Point> {
  const covered = createCoveredSchemas(judge);
  return pointsOf(judge.api, createExercised(judge, covered), covered);
}

function* pointsOf(
  { operations }: Api,
  { ofOperation }: Exercised,
  covered: CoveredSchemas,
): Iterable<Point> {
  const seen = new Set<Point>();
  for (const operation of operations) {
    yield* ofOperation(operation);
    for (const use of schemaUses(operation)) {
      for (const point of covered.reach(covered.enter(use))) {
        if (seen.has(point)) continue;
        seen.add(point);
        yield point;
      }
    }
  }
}

function reportOf(api: Api, counts: Iterable<readonly [Point, number]>): ContractCoverage {
  const partOf = createParts(api);
  const places = new Map<string, CoveredPlace & { readonly points: Record<string, number> }>();
  for (const [point, count] of counts) {
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
}
