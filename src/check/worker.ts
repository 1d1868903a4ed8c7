import { parentPort } from 'node:worker_threads';
import type { Task } from './base.ts';
import { createRunner } from './pool.ts';

const run = createRunner();

parentPort?.on('message', (task: Task) => {
  // What is thrown here ends the worker, and is told by the thread that asked.
  void run(task).then((steps) => parentPort?.postMessage(steps));
});
