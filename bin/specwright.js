#!/usr/bin/env node
import { existsSync } from 'node:fs';

// In a checkout the program is built when its source has changed; a package comes built.
const ready = new URL('../scripts/ready.mjs', import.meta.url);
if (existsSync(ready)) (await import(ready.href)).makeReady();

const { main } = await import('../dist/lib/cli/main.js');
process.exitCode = await main(process.argv.slice(2));
