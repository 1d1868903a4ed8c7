// Imported before a server: when asked by SIGUSR2, writes the megabytes that it uses to descriptor 3, after all
// garbage is collected.

import { writeSync } from 'node:fs';

process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  writeSync(3, String((heapUsed + external) / 2 ** 20));
});
