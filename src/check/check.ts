import type { ChangePolicy } from '../diff/policy.ts';
import type { GenerateSettings } from '../generate-settings.ts';
import type { Judge } from '../judge/judge.ts';
import { type LintOptions, lintApi } from '../lint/lint.ts';
import { createMock, type Mock } from '../mock/mock.ts';
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
  /** Whether `nullable` of OpenAPI 3.0 allows null whatever stands beside it. */
  readonly lenientNullable?: boolean;
  /** The folder of generated files. */
  readonly generated: string;
  readonly base: Base | undefined;
  readonly policy: ChangePolicy | undefined;
  readonly output: GenerateSettings | undefined;
  /** Whether to fix what needs no decision. */
  readonly fix: boolean;
}

/** What was found of one contract, and the files that it was found in, with what they held. */
export interface Checked {
  readonly steps: readonly StepResult[];
  /** What was not read, or not as a text, is `undefined`. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** Whether it stays true while these files stay as they are. */
  readonly isLasting: boolean;
}

/** Everything that can be said of one contract, step by step; it is loaded once for all of them. */
export async function checkApi(entry: ApiEntry, options: CheckOptions): Promise<Checked> {
  const contract = await loadContract(entry, options);
  const api = usableApi(contract);
  // Its judge compiles each schema once, for all steps.
  const mock = api && createMock([api], { journal: false });
  const judge = mock?.apis[0]?.judge;
  const { lint, examples, files } = await checkDocument(contract, options, judge);
  const others = mock === undefined ? unloaded : await checkUse(entry, mock, options);
  const steps = [lint, examples, ...others];
  // What could not be done may be possible the next time; what is at a URL changes unseen.
  const isLasting =
    steps.every(({ verdict }) => verdict !== 'inconclusive') &&
    [...(api?.documents.keys() ?? [])].every((uri) => uri.startsWith('file:'));
  const beside = files.map((file) => [file, undefined] as const);
  return { steps, files: new Map([...beside, ...contract.files]), isLasting };
}

async function checkUse(
  entry: ApiEntry,
  mock: Mock,
  options: CheckOptions,
): Promise<readonly StepResult[]> {
  const { base, policy } = options;
  const { api } = mock.apis[0]!;
  return [
    await guarded('evidence', () => checkEvidence(api, options.cwd)),
    await guarded('generated', () => checkGeneratedFiles(api, options)),
    await guarded('breaking', () => checkBreaking(entry, api, base, options, policy)),
    await guarded('mock', () => checkMock(mock, options.cwd)),
  ];
}

const unloaded = stepNames
  .filter((step) => step !== 'lint' && step !== 'examples')
  .map((step) => failed(step, 'the contract does not load'));

/** The linter's problems: of the rules and schemas, and of the examples. */
async function checkDocument(
  contract: Contract,
  options: LintOptions,
  judge: Judge | undefined,
): Promise<{ lint: StepResult; examples: StepResult; files: readonly string[] }> {
  try {
    const { problems, incomplete, files } = await lintApi(contract, options, judge);
    const isExample = ({ rule }: { readonly rule: string }) => rule === 'example-invalid';
    const lint = done(
      'lint',
      problems.filter((problem) => !isExample(problem)),
    );
    return {
      lint: incomplete
        ? { ...lint, verdict: 'inconclusive', note: 'not everything can be looked at' }
        : lint,
      examples:
        contract.api === undefined
          ? failed('examples', 'the contract does not load')
          : done('examples', problems.filter(isExample)),
      files,
    };
  } catch (error) {
    const lint = failed('lint', reasonOf(error));
    return { lint, examples: failed('examples', 'the linter failed'), files: [] };
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
