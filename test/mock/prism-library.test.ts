import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { installation, prismIsInstalled } from '../../src/mock/prism/library.ts';

test('users are told to install the version of Prism that is tested here', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = [...installation.matchAll(/(@stoplight\S+)@([\d.]+)/g)];
  expect(named.map(([, name, version]) => [name, version])).toEqual(
    ['http', 'core'].map((part) => {
      const name = `@stoplight/prism-${part}`;
      return [name, manifest.devDependencies[name]];
    }),
  );
  expect(readFileSync('docs/prism.md', 'utf8')).toContain(installation);
  expect(prismIsInstalled()).toBe(true);
});
