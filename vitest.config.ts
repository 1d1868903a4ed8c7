import { defineConfig } from 'vitest/config';

const deep = [
  'test/mutants/**/*.test.ts',
  'test/check/memory.test.ts',
  'test/corpus/sweep.test.ts',
  'test/judge/fuzz.test.ts',
  'test/**/*.deep.test.ts',
];

/** Files that replace a module need one of their own: in files that share theirs, it is loaded already. */
const replacing = ['test/check/once.test.ts'];

export default defineConfig({
  // The package's own name leads to its source here, and to the build everywhere else.
  resolve: { conditions: ['specwright-source'] },
  ssr: { resolve: { conditions: ['specwright-source', 'node', 'import', 'default'] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [...deep, ...replacing, 'test/**/*.browser.test.ts'],
          // No module of ours has state, so files share what is loaded. That takes a third off the time.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'replacing', include: replacing } },
      // What looks for longer: `npm run test:deep`, and in CI.
      { extends: true, test: { name: 'deep', include: deep } },
      // What needs Chromium: `npm run test:browser`, and in CI.
      { extends: true, test: { name: 'browser', include: ['test/**/*.browser.test.ts'] } },
    ],
    globalSetup: ['test/temporary.ts'],
    setupFiles: ['test/setup.ts'],
    // Only what hangs runs into them: a busy machine may take its time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A core apiece: the test runner otherwise keeps one for itself, half the machine of a small CI.
    maxWorkers: '100%',
  },
});
