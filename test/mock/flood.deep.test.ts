process.env.HOSTILE_RUNS ??= '10000';

await import('./flood.test.ts');
