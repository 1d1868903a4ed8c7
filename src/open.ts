import { type LoadOptions, loadApi } from './api/load.ts';
import type { Finding } from './finding.ts';
import { createJudge, type Judge, type JudgeOptions } from './judge/judge.ts';
import { messageOf, placeInContract } from './report/message.ts';

/** A document that cannot be judged by, with everything that is wrong with it. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly findings: readonly Finding[];

  constructor(source: string, findings: readonly Finding[]) {
    const lines = findings.map((finding) =>
      [placeInContract(finding.at), messageOf(finding)].filter((text) => text !== '').join(': '),
    );
    super([`Cannot use "${source}" as a contract`, ...lines].join('\n  '));
    this.findings = findings;
  }
}

/**
 * Loads a document and gives its judge, in one call. A test should fail where its contract is broken,
 * so this is strict: whoever wants to go on with what a faulty document still says calls `loadApi()`
 * and `createJudge()`.
 *
 * @example
 * ```ts
 * const judge = await openJudge('specs/pets/openapi.yaml');
 * ```
 *
 * @throws {ContractError} when the document cannot be read, or a part of it cannot be understood.
 */
export async function openJudge(
  source: string,
  options: LoadOptions & JudgeOptions = {},
): Promise<Judge> {
  const { api, findings } = await loadApi(source, options);
  if (api === undefined || findings.length > 0) throw new ContractError(source, findings);
  return createJudge(api, options);
}
