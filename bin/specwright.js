#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// In a checkout the program is built when its source has changed; a package comes built.
const ready = new URL('../scripts/ready.mjs', import.meta.url);
if (existsSync(ready)) (await import(ready.href)).makeReady();

// Whoever reads the first lines only closes the pipe; what the rest would have said is not known then.
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(2);
});

// Where Node can keep what it has compiled, the next start is quicker.
module.enableCompileCache?.();
const { main } = await import('../dist/program/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
