import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const changelog = `# Changelog

## 0.2.0

### Minor Changes

- abc1234: Tell more

## 0.1.0

- The first.
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'specwright-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the script with a shell script in place of npm. */
function release(manifest: object, npm: string) {
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'it', ...manifest }));
  writeFileSync(path.join(folder, 'CHANGELOG.md'), changelog);
  writeFileSync(path.join(folder, 'npm'), `#!/bin/sh\n${npm}\n`, { mode: 0o755 });
  const script = path.join(root, 'scripts/release.mjs');
  return spawnSync(process.execPath, [script, 'notes.md'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
}

const repository = { type: 'git', url: 'git+https://example.com/it.git' };
const missing = 'echo "npm error code E404" >&2; exit 1';

test.each([
  ['a version that the registry does not have', { version: '0.2.0', repository }, missing, true],
  ['a version that is published', { version: '0.2.0', repository }, 'echo \\"0.2.0\\"', false],
  ['a new version of a package that is there', { version: '0.2.0', repository }, '', true],
  ['a package that does not say where it is from', { version: '0.2.0' }, missing, false],
])('%s', (_, manifest, npm, due) => {
  const { status, stdout } = release(manifest, npm);
  expect([status, stdout]).toEqual([0, `due=${due}\nversion=0.2.0\nprerelease=false\n`]);
  expect(readFileSync(path.join(folder, 'notes.md'), 'utf8')).toBe(
    '### Minor Changes\n\n- abc1234: Tell more\n',
  );
});

test('a registry that does not answer, and a version without notes, end it', () => {
  const unreachable = release({ version: '0.2.0', repository }, 'echo "ECONNREFUSED" >&2; exit 1');
  expect([unreachable.status, unreachable.stdout]).toEqual([2, '']);
  expect(unreachable.stderr).toContain('cannot ask the registry for it 0.2.0: ECONNREFUSED');
  const silent = release({ version: '0.3.0', repository }, missing);
  expect([silent.status, silent.stdout]).toEqual([2, '']);
  expect(silent.stderr).toContain('CHANGELOG.md has no section "## 0.3.0"');
});

test('the changelog has a section for the version of this package', () => {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const text = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
  expect(text.split('\n')).toContain(`## ${version}`);
  // `changeset version` inserts new entries directly below the title.
  expect(text).toMatch(/^# Changelog\n\n## /);
});
