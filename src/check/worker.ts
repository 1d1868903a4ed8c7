import { parentPort } from 'node:worker_threads';
import { createTaskRunner, type Task } from './task.ts';

const run = createTaskRunner();

parentPort?.on('message', (task: Task) => {
  // What is thrown here ends the worker, and is told by the thread that asked.
  void run(task).then((result) => parentPort?.postMessage(result));
});
