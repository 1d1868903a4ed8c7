import { type ReportedCase, type ReportedCause, type ReportedFinding, timesOf } from './run.ts';
import { isFailure } from './verdict.ts';

/** A cause with its findings, the smallest reproduction first. */
export interface Cause extends Omit<ReportedCause, 'findings'> {
  readonly first: ReportedFinding;
  readonly others: readonly ReportedFinding[];
}

type CaseOfFindings = Pick<ReportedCase, 'contract' | 'findings' | 'times'>;

type GroupedFinding = Pick<ReportedFinding, 'contract' | 'cause' | 'severity' | 'excused'>;

/**
 * Distinguishes causes: excused findings, and findings of another severity, are separate causes.
 */
export function causeKey({ contract, cause, severity, excused }: GroupedFinding): string {
  return JSON.stringify([contract, cause, severity, excused]);
}

/** Every finding has exactly one cause; the causes are in the order of their first findings. */
export function causesOf({
  cases,
  findings,
}: {
  readonly cases: readonly CaseOfFindings[];
  readonly findings: readonly ReportedFinding[];
}): readonly Cause[] {
  const groups = new Map<string, ReportedFinding[]>();
  const keyOf = new Map<string, string>();
  for (const found of findings) {
    const key = causeKey(found);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [found]);
    else group.push(found);
    keyOf.set(`${found.contract} ${found.fingerprint}`, key);
  }
  const counts = countCases(cases, keyOf);
  return [...groups].map(([key, group]) => causeOfGroup(group, counts.get(key) ?? 0));
}

function countCases(
  cases: readonly CaseOfFindings[],
  keyOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of cases) {
    const { contract, findings } = each;
    const keys = new Set(findings.map((fingerprint) => keyOf.get(`${contract} ${fingerprint}`)));
    for (const key of keys)
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + timesOf(each));
  }
  return counts;
}

function causeOfGroup(group: readonly ReportedFinding[], cases: number): Cause {
  const [first, ...others] = [...group].sort((a, b) => sizeOf(a) - sizeOf(b));
  const { contract, cause, severity, excused } = first!;
  return {
    contract,
    cause,
    severity,
    excused,
    codes: [...new Set([first!, ...others].map(({ code }) => code))],
    operations: [...new Set(group.map(({ operation }) => operation))],
    cases,
    first: first!,
    others,
  };
}

/** Whether a run fails for it. */
export function isFailing({ first, others }: Cause): boolean {
  return [first, ...others].some((found) => isFailure(found, found.excused));
}

/** The causes without a deviation: those that fail a run, and the others. */
export function openCauses(report: Parameters<typeof causesOf>[0]): {
  readonly failures: readonly Cause[];
  readonly others: readonly Cause[];
} {
  const shown = causesOf(report).filter(({ excused }) => !excused);
  return {
    failures: shown.filter(isFailing),
    others: shown.filter((cause) => !isFailing(cause)),
  };
}

/** A cause as a report holds it. */
export function reportedCause({ first, others, ...cause }: Cause): ReportedCause {
  return { ...cause, findings: [first, ...others].map(({ fingerprint }) => fingerprint) };
}

/** How much must be sent to reproduce a finding; earlier requests count as their texts. */
function sizeOf({ details }: ReportedFinding): number {
  const { first = '', then = '', curl = '' } = details;
  return first.length + then.length + curl.length;
}

/** `getPet, listPets and 12 others` */
function operationsText(operations: readonly string[], shown = 3): string {
  if (operations.length <= shown + 1) return operations.join(', ');
  const rest = operations.length - shown;
  return `${operations.slice(0, shown).join(', ')} and ${rest} others`;
}

/** `3 operations, 7 cases`; `''` for a single case. */
function extentOf({ operations, cases }: Pick<Cause, 'operations' | 'cases'>): string {
  const parts = [
    operations.length > 1 ? `${operations.length} operations` : '',
    cases > 1 ? `${cases} cases` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** The places of a cause: `3 operations, 7 cases: getPet, listPets, addPet`; `''` for one case. */
export function elsewhereText(cause: Pick<Cause, 'operations' | 'cases'>): string {
  const extent = extentOf(cause);
  const { operations } = cause;
  return operations.length > 1 ? `${extent}: ${operationsText(operations)}` : extent;
}
