import { fileURLToPath } from 'node:url';
import {
  createJudge,
  type Finding,
  type Judge,
  loadApi,
  type Outcome,
  planCases,
  runCases,
} from '../../src/index.ts';
import { isUnseen } from '../../src/report/verdict.ts';
import type { Fault } from './fault.ts';
import { serve } from './http.ts';
import type { Subject } from './subject.ts';

/** The result of a run against a provider. */
export interface Run {
  readonly cases: number;
  readonly failed: readonly Outcome[];
  /** Cases that were sent and could not be judged. */
  readonly unchecked: readonly Outcome[];
}

export interface Kill extends Run {
  readonly fault: Fault<never>;
  readonly isFound: boolean;
  /** Whether a finding is about the operation, and at the broken place of the contract. */
  readonly isPlaced: boolean;
}

/** Runs every case against the providers of a subject. */
export interface Hunter<Store> {
  /** Runs against the provider with the fault, or without any. */
  readonly run: (fault?: Fault<Store>) => Promise<Run>;
  readonly hunt: (fault: Fault<Store>) => Promise<Kill>;
}

export async function createHunter<Store>(subject: Subject<Store>): Promise<Hunter<Store>> {
  const { api, findings } = await loadApi(fileURLToPath(subject.contract));
  if (api === undefined || findings.length > 0) throw new Error('the contract does not load');
  const judge = createJudge(api);
  const run = (fault?: Fault<Store>) => runAgainst(judge, subject, fault);
  return {
    run,
    async hunt(fault) {
      const found = await run(fault);
      return {
        ...found,
        fault,
        isFound: found.failed.length > 0,
        isPlaced: found.failed.some((outcome) => isAbout(outcome, fault)),
      };
    },
  };
}

async function runAgainst<Store>(
  judge: Judge,
  { createProvider, credentials, statuses }: Subject<Store>,
  fault?: Fault<Store>,
): Promise<Run> {
  const { handle, store } = createProvider();
  const { url, close } = await serve(fault ? fault.apply(handle, store) : handle);
  const failed: Outcome[] = [];
  const unchecked: Outcome[] = [];
  let cases = 0;
  try {
    const plan = planCases(judge, { credentials });
    // A fixed nonce makes every hunt send the same values.
    // The dialect leaves formats to an agreement; some faults break a format.
    const options = { nonce: 'hunt', formats: 'assert', ...(statuses && { statuses }) } as const;
    for await (const outcome of runCases(plan, judge, { baseUrl: url, credentials }, options)) {
      if (outcome.kind !== 'skipped') cases += 1;
      if (outcome.kind === 'failed') failed.push(outcome);
      if (outcome.kind === 'inconclusive' && isUnseen(outcome)) unchecked.push(outcome);
    }
  } finally {
    await close();
  }
  return { cases, failed, unchecked };
}

function isAbout(outcome: Outcome, { operation, at }: Fault<never>): boolean {
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
