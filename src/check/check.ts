import { type LintOptions, lintApi } from '../lint/lint.ts';
import type { ApiEntry } from '../registry.ts';
import { type Contract, loadContract, usableApi } from '../sources/contract.ts';
import type { Base } from './base.ts';
import { checkBreaking } from './breaking.ts';
import { checkEvidence } from './evidence.ts';
import { checkGeneratedFiles } from './generated.ts';
import { checkMock } from './mock.ts';
import { done, type StepName, type StepResult, stepNames } from './step.ts';

export interface CheckOptions extends LintOptions {
  /** Whether documents on other hosts may be requested. */
  readonly allowRemote: boolean;
  /** The folder of generated files. */
  readonly generated: string;
  readonly base: Base | undefined;
  /** Whether to fix what needs no decision. */
  readonly fix: boolean;
}

/** What was found of one contract, and the files of it that were read, with what they held. */
export interface Checked {
  readonly steps: readonly StepResult[];
  readonly files: Contract['files'];
}

/** Everything that can be said of one contract, step by step; it is loaded once for all of them. */
export async function checkApi(entry: ApiEntry, options: CheckOptions): Promise<Checked> {
  const { cwd, base, generated, fix } = options;
  const contract = await loadContract(entry, options);
  const { files } = contract;
  const [lint, examples] = await checkDocument(contract, options);
  const api = usableApi(contract);
  if (api === undefined) {
    const note = 'the contract does not load';
    const others = stepNames.filter((step) => step !== 'lint' && step !== 'examples');
    return { steps: [lint, examples, ...others.map((step) => failed(step, note))], files };
  }
  const steps = [
    lint,
    examples,
    await guarded('evidence', () => checkEvidence(api, cwd)),
    await guarded('generated', () => checkGeneratedFiles(api, cwd, generated, fix)),
    await guarded('breaking', () => checkBreaking(entry, api, base, options)),
    await guarded('mock', () => checkMock(api)),
  ];
  return { steps, files };
}

/** The linter's problems: of the rules and schemas, and of the examples. */
async function checkDocument(
  contract: Contract,
  options: LintOptions,
): Promise<readonly [StepResult, StepResult]> {
  try {
    const { problems, incomplete } = await lintApi(contract, options);
    const isExample = ({ rule }: { readonly rule: string }) => rule === 'example-invalid';
    const lint = done(
      'lint',
      problems.filter((problem) => !isExample(problem)),
    );
    return [
      incomplete ? { ...lint, verdict: 'inconclusive', note: 'not everything can be read' } : lint,
      contract.api === undefined
        ? failed('examples', 'the contract does not load')
        : done('examples', problems.filter(isExample)),
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
  return { step, verdict: 'inconclusive', problems: [], note };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
