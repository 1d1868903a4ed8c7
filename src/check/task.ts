import { loadRules } from '../lint/lint.ts';
import type { ApiEntry } from '../registry.ts';
import { type BaseWanted, openBase } from './base.ts';
import { checkApi } from './check.ts';
import { digestOfText } from './inputs.ts';
import type { StepResult } from './step.ts';

/** One API to be checked, as it is sent to a worker. */
export interface Task {
  readonly entry: ApiEntry;
  readonly cwd: string;
  readonly allowRemote: boolean;
  readonly generated: string;
  readonly base: BaseWanted | undefined;
  readonly fix: boolean;
}

/** What became of a task, as it is sent back. */
export interface TaskResult {
  readonly steps: readonly StepResult[];
  /** The digest of each file of the contract as it was read; none of one that could not be. */
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** Does one task after another; the rules and the base are read for the first. */
export function createTaskRunner(): (task: Task) => Promise<TaskResult> {
  let shared: ReturnType<typeof read> | undefined;
  const read = ({ base, cwd }: Task) => Promise.all([openBase(base, cwd), loadRules(cwd)]);
  return async (task) => {
    shared ??= read(task);
    const [base, rules] = await shared;
    const { steps, files } = await checkApi(task.entry, { ...task, base, rules });
    const digests = [...files].map(
      ([file, text]) => [file, text === undefined ? undefined : digestOfText(text)] as const,
    );
    return { steps, files: new Map(digests) };
  };
}
