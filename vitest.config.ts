import { defineConfig } from 'vitest/config';

const deep = [
  'test/mutants/**/*.test.ts',
  'test/check/memory.test.ts',
  'test/corpus/sweep.test.ts',
  'test/judge/fuzz.test.ts',
];

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
          exclude: [...deep, 'test/**/*.browser.test.ts'],
        },
      },
      // What looks for longer: `npm run test:deep`, and in CI.
      { extends: true, test: { name: 'deep', include: deep } },
      // What needs Chromium: `npm run test:browser`, and in CI.
      { extends: true, test: { name: 'browser', include: ['test/**/*.browser.test.ts'] } },
    ],
    setupFiles: ['test/setup.ts'],
    // Only what hangs runs into them: a busy machine may take its time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // A core apiece: the test runner otherwise keeps one for itself, half the machine of a small CI.
    maxWorkers: '100%',
  },
});
