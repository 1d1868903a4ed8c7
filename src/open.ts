import { type LoadOptions, loadApi } from './api/load.ts';
import { wholeApi } from './contract-error.ts';
import { createJudge, type Judge, type JudgeOptions } from './judge/judge.ts';

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
  return createJudge(wholeApi(source, await loadApi(source, options)), options);
}
