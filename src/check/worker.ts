import { parentPort } from 'node:worker_threads';
import { createTaskRunner, type Task } from './task.ts';

const run = createTaskRunner();

parentPort?.on('message', (task: Task) => {
  // An error here ends the worker, and the calling thread reports it.
  void run(task).then((result) => parentPort?.postMessage(result));
});
