import { fileURLToPath } from 'node:url';
import { loadApi } from '../../src/api/load.ts';
import type { Finding } from '../../src/finding.ts';
import { createJudge, type Judge } from '../../src/judge/judge.ts';
import type { Outcome } from '../../src/verify/outcome.ts';
import { planCases } from '../../src/verify/plan.ts';
import { runCases } from '../../src/verify/run.ts';
import type { Fault } from './fault.ts';
import { serve } from './http.ts';
import { createProvider, credentials } from './provider.ts';

/** What a run against one provider came to. */
export interface Run {
  readonly cases: number;
  readonly broken: readonly Outcome[];
  /** What was sent and could not be judged. */
  readonly unchecked: readonly Outcome[];
}

export interface Kill extends Run {
  readonly fault: Fault;
  readonly isFound: boolean;
  /** Whether a finding is about the operation, at the place of the contract that is broken. */
  readonly isPlaced: boolean;
}

export async function depotJudge(): Promise<Judge> {
  const file = fileURLToPath(new URL('contract.yaml', import.meta.url));
  const { api, findings } = await loadApi(file);
  if (api === undefined || findings.length > 0) throw new Error('the contract does not load');
  return createJudge(api);
}

/** Runs every case against the provider, with a fault or without. */
export async function runAgainst(judge: Judge, fault?: Fault): Promise<Run> {
  const { handle, depot } = createProvider();
  const { url, close } = await serve(fault ? fault.apply(handle, depot) : handle);
  const broken: Outcome[] = [];
  const unchecked: Outcome[] = [];
  let cases = 0;
  try {
    const plan = planCases(judge, { credentials });
    for await (const outcome of runCases(plan, judge, { baseUrl: url, credentials })) {
      if (outcome.kind !== 'left-out') cases += 1;
      if (outcome.kind === 'broken') broken.push(outcome);
      if (outcome.kind === 'not-checked') unchecked.push(outcome);
    }
  } finally {
    await close();
  }
  return { cases, broken, unchecked };
}

export async function hunt(judge: Judge, fault: Fault): Promise<Kill> {
  const run = await runAgainst(judge, fault);
  return {
    ...run,
    fault,
    isFound: run.broken.length > 0,
    isPlaced: run.broken.some((outcome) => isAbout(outcome, fault)),
  };
}

function isAbout(outcome: Outcome, { operation, at }: Fault): boolean {
  if (!('findings' in outcome)) return false;
  const concerned = outcome.case.steps.some((step) => step.operation.id === operation);
  return (
    concerned &&
    outcome.findings.some(
      ({ finding }) => finding.severity === 'violation' && standsAt(finding, at),
    )
  );
}

function standsAt({ at }: Finding, pointers: readonly string[]): boolean {
  return (
    at !== undefined &&
    pointers.some((pointer) => at.pointer === pointer || at.pointer.startsWith(`${pointer}/`))
  );
}
