import type { AllowRemote } from './api/allow.ts';
import { fetchApi } from './api/fetched.ts';
import { wholeApi } from './contract-error.ts';
import { createJudge, type Judge, type JudgeOptions } from './judge/judge.ts';

export { ContractError } from './contract-error.ts';
export type { Finding, FindingCode, Severity } from './finding.ts';
export { createJudge, type Judge, type JudgedExchange } from './judge/judge.ts';
export { compileSchemas, lintContract } from './lint/contract.ts';
export { type ContractCheckOptions, contractCheck } from './middleware/contract-check.ts';
export { messageOf, placeInContract } from './report/message.ts';

export interface BrowserJudgeOptions extends JudgeOptions {
  /** Origins that references may lead to; by default only the document's own. */
  readonly allowRemote?: AllowRemote;
}

/**
 * Fetches a document, with the documents that it refers to, and gives its judge: what `openJudge` is
 * in Node, for a page that is being developed.
 *
 * @example
 * ```ts
 * const judge = await openJudge(new URL('../openapi.yaml', import.meta.url));
 * ```
 *
 * @throws {ContractError} when the document cannot be fetched, or a part of it cannot be understood.
 */
export async function openJudge(
  source: string | URL,
  options: BrowserJudgeOptions = {},
): Promise<Judge> {
  const { label, loading } = fetchApi(String(source), options);
  return createJudge(wholeApi(label, await loading), options);
}
