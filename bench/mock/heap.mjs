// Imported before a server: on SIGUSR2, collects all garbage and writes the used megabytes to
// descriptor 3.

import { writeSync } from 'node:fs';

process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  writeSync(3, String((heapUsed + external) / 2 ** 20));
});
