import type { ChangePolicy } from '../diff/policy.ts';
import type { GenerateSettings } from '../generate-settings.ts';
import type { Judge } from '../judge/judge.ts';
import { type LintOptions, lintApi } from '../lint/lint.ts';
import { createMock, type Mock } from '../mock/mock.ts';
import type { ApiEntry } from '../registry.ts';
import { type Contract, loadContract, usableApi } from '../sources/contract.ts';
import { thrownMessage } from '../thrown-message.ts';
import type { Base } from './base.ts';
import { checkBreaking } from './breaking.ts';
import { checkEvidence } from './evidence.ts';
import { checkGeneratedFiles } from './generated.ts';
import { checkMock } from './mock.ts';
import { done, type StepName, type StepResult, stepNames } from './step.ts';

export interface CheckOptions extends LintOptions {
  /** Whether documents on other hosts may be requested. */
  readonly allowRemote: boolean;
  /** Whether `nullable` of OpenAPI 3.0 allows null beside any other keyword. */
  readonly lenientNullable?: boolean;
  /** The folder of generated files. */
  readonly generated: string;
  readonly base: Base | undefined;
  readonly policy: ChangePolicy | undefined;
  readonly output: GenerateSettings | undefined;
  /** Whether to fix what needs no decision. */
  readonly fix: boolean;
}

/** The results of one contract, and the files behind them, with their contents. */
export interface Checked {
  readonly steps: readonly StepResult[];
  /** `undefined` for files that were not read, or not as text. */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** Whether it stays valid while these files stay the same. */
  readonly isLasting: boolean;
}

/** All checks of one contract, step by step; the contract is loaded once for all of them. */
export async function checkApi(entry: ApiEntry, options: CheckOptions): Promise<Checked> {
  const contract = await loadContract(entry, options);
  const api = usableApi(contract);
  // The shared judge compiles each schema once, for all steps.
  const mock = api && createMock([api], { journal: false });
  const judge = mock?.apis[0]?.judge;
  const { lint, examples, files } = await checkDocument(contract, options, judge);
  const others = mock === undefined ? unloaded : await checkUse(entry, mock, options);
  const steps = [lint, examples, ...others];
  // A failed step may work next time; contents of URLs change unnoticed.
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

/** The linter's problems: those of rules and schemas, and those of examples. */
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
    const lint = failed('lint', thrownMessage(error));
    return { lint, examples: failed('examples', 'the linter failed'), files: [] };
  }
}

/** A step that crashes reports it, and the others continue. */
async function guarded(step: StepName, run: () => Promise<StepResult>): Promise<StepResult> {
  try {
    return await run();
  } catch (error) {
    return failed(step, thrownMessage(error));
  }
}

function failed(step: StepName, note: string): StepResult {
  return { step, verdict: 'inconclusive', problems: [], note };
}
