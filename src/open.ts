import { type LoadOptions, loadApi } from './api/load.ts';
import { wholeApi } from './contract-error.ts';
import { createJudge, type Judge, type JudgeOptions } from './judge/judge.ts';

/**
 * Loads a document and gives its judge, in one call. A broken contract should fail the test, so
 * that this function is strict. For a faulty document, call `loadApi()` and `createJudge()`.
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
