import { fileURLToPath } from 'node:url';
import {
  createJudge,
  type Judge,
  loadApi,
  messageOf,
  type Outcome,
  planCases,
  runCases,
} from '../../../src/index.ts';
import { serve } from '../http.ts';
import type { Domain, Mutant } from './domain.ts';
import { handleOf } from './service.ts';

/** The result of a run against a provider. */
export interface Run {
  readonly failed: readonly Outcome[];
  /** Advisories about state: no specification forbids a list without a new item, or a repeated page. */
  readonly advised: readonly string[];
  readonly inconclusive: readonly Outcome[];
  readonly cases: number;
  readonly requests: number;
  readonly seconds: number;
}

export async function judgeOf({ contract }: Domain): Promise<Judge> {
  const { api, findings } = await loadApi(fileURLToPath(contract));
  if (api === undefined || findings.length > 0) throw new Error('the contract does not load');
  return createJudge(api);
}

/** Sends the cases to a provider until all are sent, or too many have failed. */
export async function hunt(
  domain: Domain,
  judge: Judge,
  mutant?: Mutant,
  maximumFailures = Number.POSITIVE_INFINITY,
  only?: (id: string) => boolean,
): Promise<Run> {
  const handle = mutant?.handle() ?? handleOf(domain.create());
  let requests = 0;
  const { url, close } = await serve((request) => {
    requests += 1;
    return handle(request);
  });
  const failed: Outcome[] = [];
  const inconclusive: Outcome[] = [];
  const advised: string[] = [];
  let cases = 0;
  const started = performance.now();
  const { credentials } = domain;
  try {
    const plan = planCases(judge, { credentials, ...(only && { only }) });
    const options = { nonce: 'hunt', reproduce: false, maximumFailures };
    for await (const outcome of runCases(plan, judge, { baseUrl: url, credentials }, options)) {
      if (outcome.kind !== 'skipped') cases += 1;
      if (outcome.kind === 'failed') failed.push(outcome);
      if (outcome.kind === 'inconclusive') inconclusive.push(outcome);
      for (const { finding } of 'findings' in outcome ? outcome.findings : []) {
        if (finding.severity === 'advisory' && isOfState(finding.code)) {
          advised.push(`${outcome.case.id}: ${messageOf(finding)}`);
        }
      }
      if (failed.length >= maximumFailures) break;
    }
  } finally {
    await close();
  }
  return {
    failed,
    advised,
    inconclusive,
    cases,
    requests,
    seconds: (performance.now() - started) / 1000,
  };
}

function isOfState(code: string): boolean {
  return /^(?:state|list|page|item|id|deletion)-/.test(code);
}
