import { parentPort } from 'node:worker_threads';
import { createLook, type Look } from './look.ts';

const look = createLook();

parentPort?.on('message', (asked: Look) => {
  // An error here ends the thread, and the calling thread reports it.
  void look(asked).then((seen) => parentPort?.postMessage(seen));
});
