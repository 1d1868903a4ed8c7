#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// In a checkout the program is built when its source has changed; a package comes built.
const ready = new URL('../scripts/ready.mjs', import.meta.url);
if (existsSync(ready)) (await import(ready.href)).makeReady();

// Where Node can keep what it has compiled, the next start is quicker.
module.enableCompileCache?.();
const { main } = await import('../dist/program/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
