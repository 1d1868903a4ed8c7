import path from 'node:path';
import type { ChangePolicy } from '../diff/policy.ts';
import type { GenerateSettings } from '../generate-settings.ts';
import { loadRules } from '../lint/lint.ts';
import { pluginFiles } from '../lint/plugin-files.ts';
import type { ApiEntry } from '../registry.ts';
import { type BaseWanted, openBase } from './base.ts';
import { checkApi } from './check.ts';
import { digestOf, type Input } from './inputs.ts';
import type { StepResult } from './step.ts';

/** One API to check, in a form that can be sent to a worker. */
export interface Task {
  readonly entry: ApiEntry;
  readonly cwd: string;
  readonly allowRemote: boolean;
  /** Whether `nullable` of OpenAPI 3.0 allows null beside any other keyword. */
  readonly lenientNullable?: boolean;
  readonly generated: string;
  readonly base: BaseWanted | undefined;
  readonly policy: ChangePolicy | undefined;
  readonly output: GenerateSettings | undefined;
  readonly fix: boolean;
}

/** The outcome of a task, in a form that can be sent back. */
export interface TaskResult {
  readonly steps: readonly StepResult[];
  /** The inputs of the steps; `undefined` if they cannot all be known. */
  readonly inputs: readonly Input[] | undefined;
  /** The digests of inputs that were already read. */
  readonly read: ReadonlyMap<Input, string>;
}

/** Runs one task after another; the rules and the base are read for the first one. */
export function createTaskRunner(): (task: Task) => Promise<TaskResult> {
  let shared: ReturnType<typeof prepare> | undefined;
  return async (task) => {
    shared ??= prepare(task);
    const { base, rules, inputs } = await shared;
    if (base?.kind === 'git') base.reads.clear();
    const { steps, files, isLasting } = await checkApi(task.entry, { ...task, base, rules });
    const baseInputs = base?.kind === 'git' ? [...base.reads] : [];
    const named = [...files.keys()].map((file): Input => `file:${file}`);
    const own = inputsOf(task);
    const read = [...files].flatMap(([file, text]): [Input, string][] =>
      text === undefined ? [] : [[`file:${file}`, digestOf(text)]],
    );
    return {
      steps,
      inputs:
        isLasting && inputs !== undefined
          ? [...inputs, ...own, ...named, ...baseInputs]
          : undefined,
      read: new Map(read),
    };
  };
}

/** The parts that all tasks share, with their inputs. */
async function prepare({ base: wanted, cwd }: Task) {
  const [base, rules] = await Promise.all([openBase(wanted, cwd), loadRules(cwd)]);
  const plugins = await pluginFiles(rules.plugins);
  const files = [...rules.files, ...plugins.files].map((file): Input => `file:${file}`);
  const baseInputs: readonly Input[] = base?.kind === 'git' ? [...base.reads, 'day'] : [];
  const inputs = plugins.isPure && !rules.isRemote ? [...files, ...baseInputs] : undefined;
  return { base, rules, inputs };
}

/** The inputs of an API besides its contract. */
function inputsOf({ entry, generated }: Task): readonly Input[] {
  const beside = (name: string) => path.join(path.dirname(entry.source), name);
  return [
    `file:${beside('evidence.yaml')}`,
    `file:${beside('scenarios.yaml')}`,
    `folder:${path.join(generated, entry.name)}`,
  ];
}
