import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { loadRules } from '../lint/lint.ts';
import { openBase, type Task } from './base.ts';
import { checkApi } from './check.ts';
import type { StepResult } from './step.ts';

/** Below this many APIs, workers would take longer to start than they save. */
const worthwhile = 4;

/** Looks at APIs of one project, several at a time where there are many; each is given as soon as it is done. */
export async function checkAll(
  tasks: readonly Task[],
  onDone: (task: Task, steps: readonly StepResult[]) => Promise<void>,
): Promise<void> {
  const script = new URL('worker.js', import.meta.url);
  const isBuilt = import.meta.url.endsWith('.js');
  const size = Math.min(availableParallelism(), Math.ceil(tasks.length / 2));
  if (!isBuilt || tasks.length < worthwhile || size < 2) {
    const run = createRunner();
    for (const task of tasks) await onDone(task, await run(task));
    return;
  }
  const queue = [...tasks];
  const workers = Array.from({ length: size }, () => new Worker(script));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
          await onDone(task, await ask(worker, task));
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Looks at one API after another in this thread; the rules and the base are read once. */
export function createRunner(): (task: Task) => Promise<readonly StepResult[]> {
  let shared: ReturnType<typeof read> | undefined;
  const read = ({ base, cwd }: Task) => Promise.all([openBase(base, cwd), loadRules(cwd)]);
  return async (task) => {
    shared ??= read(task);
    const [base, rules] = await shared;
    return checkApi(task.entry, { ...task, base, rules });
  };
}

/** @throws what ended the worker, if it does not answer. */
async function ask(worker: Worker, task: Task): Promise<readonly StepResult[]> {
  const answered = new AbortController();
  const { signal } = answered;
  try {
    worker.postMessage(task);
    const [steps] = await Promise.race([
      once(worker, 'message', { signal }),
      once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`a worker ended with the exit code ${code}`);
      }),
    ]);
    return steps;
  } finally {
    answered.abort();
  }
}
