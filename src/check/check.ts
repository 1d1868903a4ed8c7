import { loadApi } from '../api/load.ts';
import { type LintOptions, lintApi, type Rules } from '../lint/lint.ts';
import type { ApiEntry } from '../registry.ts';
import { type Base, checkBreaking } from './breaking.ts';
import { checkEvidence } from './evidence.ts';
import { checkGeneratedFiles } from './generated.ts';
import { checkMock } from './mock.ts';
import { done, type StepName, type StepResult, stepNames } from './step.ts';

export interface CheckOptions {
  readonly cwd: string;
  readonly rules: Rules;
  /** Whether documents on other hosts may be requested. */
  readonly allowRemote: boolean;
  /** The folder of generated files. */
  readonly generated: string;
  readonly base: Base | undefined;
  /** Whether to mend what needs no decision. */
  readonly fix: boolean;
}

/** Everything that can be said of one contract, step by step. */
export async function checkApi(
  entry: ApiEntry,
  options: CheckOptions,
): Promise<readonly StepResult[]> {
  const { cwd, allowRemote, base, generated, fix } = options;
  const [lint, examples] = await checkDocument(entry, options);
  const { api, findings } = await loadApi(entry.source, { name: entry.name, cwd, allowRemote });
  if (api === undefined || findings.length > 0) {
    const note = 'the contract does not load';
    const others = stepNames.filter((step) => step !== 'lint' && step !== 'examples');
    return [lint, examples, ...others.map((step) => failed(step, note))];
  }
  return [
    lint,
    examples,
    await guarded('evidence', () => checkEvidence(api, cwd)),
    await guarded('generated', () => checkGeneratedFiles(api, cwd, generated, fix)),
    await guarded('breaking', () => checkBreaking(entry, api, base, cwd)),
    await guarded('mock', () => checkMock(api)),
  ];
}

/** The linter's problems: of the rules and schemas, and of the examples. */
async function checkDocument(
  entry: ApiEntry,
  options: LintOptions,
): Promise<readonly [StepResult, StepResult]> {
  try {
    const { problems, incomplete } = await lintApi(entry, options);
    const isExample = ({ rule }: { readonly rule: string }) => rule === 'example-invalid';
    const lint = done(
      'lint',
      problems.filter((problem) => !isExample(problem)),
    );
    return [
      incomplete ? { ...lint, verdict: 'could-not-run', note: 'not everything can be read' } : lint,
      done('examples', problems.filter(isExample)),
    ];
  } catch (error) {
    return [failed('lint', reasonOf(error)), failed('examples', 'the linter failed')];
  }
}

/** A step that fails says so, and the others go on. */
async function guarded(step: StepName, run: () => Promise<StepResult>): Promise<StepResult> {
  try {
    return await run();
  } catch (error) {
    return failed(step, reasonOf(error));
  }
}

function failed(step: StepName, note: string): StepResult {
  return { step, verdict: 'could-not-run', problems: [], note };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
