import { parentPort } from 'node:worker_threads';
import { createLook, type Look } from './look.ts';

const look = createLook();

parentPort?.on('message', (request: Look) => {
  // An error here ends the thread, and the calling thread reports it.
  void look(request).then((seen) => parentPort?.postMessage(seen));
});
