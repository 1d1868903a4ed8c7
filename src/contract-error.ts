import type { LoadedApi } from './api/load-uri.ts';
import type { Api } from './api/model.ts';
import type { Finding } from './finding.ts';
import { messageOf, placeInContract } from './report/message.ts';

/** A document without a usable contract, with all of its faults. */
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

/** @throws {ContractError} if a part of the loaded document cannot be understood. */
export function wholeApi(source: string, { api, findings }: LoadedApi): Api {
  if (api === undefined || findings.length > 0) throw new ContractError(source, findings);
  return api;
}
