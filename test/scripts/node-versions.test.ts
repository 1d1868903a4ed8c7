import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFile(join(import.meta.dirname, '../..', path), 'utf8');
/** 20 still works, 22 and 24 are supported, and 26 is the current one. */
const majors = ['20', '22', '24', '26'];
const oldest = ['20.19', '22.12'];

describe('the versions of Node', () => {
  test('that package.json allows are the oldest that the documentation names', async () => {
    const { engines } = JSON.parse(await read('package.json'));
    expect(engines.node).toBe('^20.19.0 || >=22.12.0');
  });

  test.each(['README.md', 'CONTRIBUTING.md', 'docs/client.md'])('are named by %s', async (page) => {
    const line = (await read(page)).split('\n').find((one) => one.includes('Node 2'))!;
    for (const version of [...oldest, ...majors.slice(2)]) expect(line).toContain(version);
  });

  test('are all tested by the workflow', async () => {
    const { jobs } = parse(await read('.github/workflows/ci.yml'));
    const tested: readonly string[] = jobs.test.strategy.matrix.node;
    expect(tested.map((version) => version.split('.')[0])).toEqual(majors);
    expect(oldest).toContain(tested[0]);
  });

  test.each(['.ci/packed', '.ci/fresh-clone'])('are all tried by %s', async (script) => {
    const text = await read(script);
    // The oldest is the one of the machine, and the workflow brings it.
    expect(text).toMatch(/for version in (?:own )?22 24 26;/);
  });
});
