import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Task, TaskResult } from './task.ts';

/** With fewer tasks than this, workers would take longer to start than they save. */
const worthwhile = 4;

/**
 * Runs tasks, several at a time if there are many; each result is returned as soon as it exists.
 */
export async function runTasks(
  tasks: readonly Task[],
  onDone: (task: Task, result: TaskResult) => Promise<void>,
): Promise<void> {
  if (tasks.length === 0) return;
  const script = new URL('worker.js', import.meta.url);
  const isBuilt = import.meta.url.endsWith('.js');
  const size = Math.min(availableParallelism(), Math.ceil(tasks.length / 2));
  if (!isBuilt || tasks.length < worthwhile || size < 2) {
    // The linter loads slowly, and not every thread lints.
    const { createTaskRunner } = await import('./task.ts');
    const run = createTaskRunner();
    for (const task of tasks) await onDone(task, await run(task));
    return;
  }
  const queue = [...tasks];
  const workers = Array.from({ length: size }, () => new Worker(script));
  try {
    await Promise.all(
      workers.map(async (worker) => {
        for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
          await onDone(task, await send(worker, task));
        }
      }),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** @throws the error that ended the worker, if it does not answer. */
async function send(worker: Worker, task: Task): Promise<TaskResult> {
  const answered = new AbortController();
  const { signal } = answered;
  try {
    worker.postMessage(task);
    const [result] = await Promise.race([
      once(worker, 'message', { signal }),
      once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`a worker ended with the exit code ${code}`);
      }),
    ]);
    return result;
  } finally {
    answered.abort();
  }
}
