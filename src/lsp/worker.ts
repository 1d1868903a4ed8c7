import { parentPort } from 'node:worker_threads';
import { createLook, type Look } from './look.ts';

const look = createLook();

parentPort?.on('message', (asked: Look) => {
  // What is thrown here ends the thread, and is told by the one that asked.
  void look(asked).then((seen) => parentPort?.postMessage(seen));
});
