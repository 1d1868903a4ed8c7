import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
// @ts-expect-error The scripts are plain JavaScript, without declarations.
import * as licenses from '../../scripts/licenses.mjs';

const { installedPackages, isPermissive, licenseFaults, notices, packageAt } = licenses;
const root = fileURLToPath(new URL('../../', import.meta.url));

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND BSD-3-Clause', true],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT OR GPL-3.0-only) AND AGPL-3.0-only', false],
  ['LGPL-2.1-or-later', false],
  ['MPL-2.0', false],
  ['SEE LICENSE IN LICENSE', false],
  ['unknown', false],
  ['none', false],
  ['', false],
])('"%s" asks for no more than a notice: %s', (expression, wanted) => {
  expect(isPermissive(expression)).toBe(wanted);
});

/** A folder of packages: the lock file's entry and the manifest of each. */
function folderOf(packages: Readonly<Record<string, readonly [entry: object, manifest: object]>>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'specwright-'));
  const entries: Record<string, object> = { '': {} };
  for (const [name, [entry, manifest]] of Object.entries(packages)) {
    const at = path.join(folder, 'node_modules', name);
    mkdirSync(at, { recursive: true });
    writeFileSync(path.join(at, 'package.json'), JSON.stringify({ name, ...manifest }));
    entries[`node_modules/${name}`] = entry;
  }
  writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: entries }));
  return folder;
}

test('run-time dependencies are listed and judged, development dependencies are not', () => {
  const folder = folderOf({
    free: [{}, { version: '1.0.0', license: 'ISC' }],
    old: [{}, { version: '0.1.0', licenses: [{ type: 'MIT' }, { type: 'GPL' }] }],
    silent: [{}, { version: '2.0.0' }],
    binding: [{}, { version: '3.0.0', license: 'AGPL-3.0-only' }],
    tool: [{ dev: true }, { version: '4.0.0', license: 'GPL-3.0-only' }],
  });
  try {
    const packages = installedPackages(folder);
    expect(
      packages.map(({ name, license }: Record<string, string>) => `${name} ${license}`),
    ).toEqual(['binding AGPL-3.0-only', 'free ISC', 'old MIT OR GPL', 'silent none']);
    expect(licenseFaults(packages)).toEqual([
      'binding 3.0.0 (AGPL-3.0-only) is not known to be permissive; see scripts/licenses.mjs',
      'silent 2.0.0 (none) is not known to be permissive; see scripts/licenses.mjs',
    ]);
    const bundled = [packageAt(path.join(folder, 'node_modules/free'))];
    expect(() => notices(bundled, packages)).toThrow('cannot bundle "free"');
    writeFileSync(path.join(folder, 'node_modules/free/LICENCE.md'), 'Do as you like.\n');
    expect(notices(bundled, packages)).toContain('free 1.0.0 (ISC)\n\nDo as you like.\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('every dependency of this package is on the list', () => {
  const listed = new Set(installedPackages(root).map(({ name }: { name: string }) => name));
  const { dependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(Object.keys(dependencies).filter((name) => !listed.has(name))).toEqual([]);
});
