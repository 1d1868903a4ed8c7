import type { Pointer } from '../json/pointer.ts';

/** The exercised part of a contract, in numbers, by its parts and place by place. */
export interface ContractCoverage extends CoverageSummary {
  /** The contract's name. */
  readonly contract: string;
  /** Each operation with its inline parts, and each schema that several operations may share. */
  readonly parts: readonly CoveredPart[];
  readonly places: readonly CoveredPlace[];
}

export interface CoverageSummary {
  readonly points: number;
  readonly exercised: number;
  /** Per cent, rounded down to one decimal, so that only complete coverage is 100. */
  readonly number: number;
}

export interface CoveredPart extends CoverageSummary {
  readonly name: string;
  readonly kind: 'operation' | 'schema';
}

/** The points of one place in a contract. */
export interface CoveredPlace {
  /** The part that it belongs to. */
  readonly part: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: Pointer;
  /** How many exchanges exercised each point: `request violated` → 0. */
  readonly points: Readonly<Record<string, number>>;
}

/** A contract without points has nothing to exercise. */
export function summaryOf(points: number, exercised: number): CoverageSummary {
  const number = points === 0 ? 100 : Math.floor((exercised / points) * 1000) / 10;
  return { points, exercised, number };
}

/** Numbers and parts are computed from the places, so only places must be known. */
export function coverageOf(
  contract: string,
  places: readonly CoveredPlace[],
  kinds: ReadonlyMap<string, CoveredPart['kind']>,
): ContractCoverage {
  const sums = new Map<string, { points: number; exercised: number }>();
  for (const name of kinds.keys()) sums.set(name, { points: 0, exercised: 0 });
  for (const { part, points } of places) {
    const sum = sums.get(part)!;
    for (const count of Object.values(points)) {
      sum.points += 1;
      if (count > 0) sum.exercised += 1;
    }
  }
  const all = [...sums.values()];
  const total = (key: 'points' | 'exercised') => all.reduce((sum, one) => sum + one[key], 0);
  return {
    contract,
    ...summaryOf(total('points'), total('exercised')),
    parts: [...sums].map(([name, { points, exercised }]) => ({
      name,
      kind: kinds.get(name)!,
      ...summaryOf(points, exercised),
    })),
    places,
  };
}

/** The union of two coverages of the same documents. */
export function mergeCoverage(a: ContractCoverage, b: ContractCoverage): ContractCoverage {
  const key = ({ part, file, pointer }: CoveredPlace) => `${part} ${file}#${pointer}`;
  const others = new Map(b.places.map((place) => [key(place), place]));
  const both = a.places.map((place) => {
    const other = others.get(key(place));
    if (other === undefined) return place;
    others.delete(key(place));
    const points: Record<string, number> = { ...place.points };
    for (const [name, count] of Object.entries(other.points)) {
      points[name] = (points[name] ?? 0) + count;
    }
    return { ...place, points };
  });
  const kinds = new Map([...a.parts, ...b.parts].map(({ name, kind }) => [name, kind]));
  return coverageOf(a.contract, [...both, ...others.values()], kinds);
}

/**
 * The coverage as a table for a terminal: the parts that lack most come first, complete ones last.
 */
export function coverageTable({ parts, ...total }: ContractCoverage, most = 20): readonly string[] {
  const rows = [...parts]
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - b.exercised - (a.points - a.exercised));
  const shown = rows.slice(0, most);
  const row = (name: string, { number, exercised, points }: CoverageSummary) =>
    `${`${number.toFixed(1)} %`.padStart(8)}  ${`${exercised}/${points}`.padStart(11)}  ${name}`;
  const rest = rows.length - shown.length;
  return [
    ...shown.map((part) => row(part.name, part)),
    ...(rest > 0 ? [`${' '.repeat(23)}and ${rest} more`] : []),
    row('of the contract', total),
  ];
}
