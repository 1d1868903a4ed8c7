// Imported before a script: at its end, writes the CPU milliseconds and the peak megabytes of its
// process to descriptor 3.

import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

process.on('exit', () => {
  if (!isMainThread) return;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1000;
  writeSync(3, JSON.stringify({ cpu, megabytes: maxRSS / 1024 }));
});
