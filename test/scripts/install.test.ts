import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Each script needs an install, because the packages are missing or too old. */
test.each([
  ['scripts/ready.mjs', 'node_modules', 'package-lock.json'],
  ['bench/run.mjs', 'bench/node_modules', 'bench/package.json'],
])('%s installs nothing through a symbolic link', (script, modules, wants) => {
  const checkout = mkdtempSync(path.join(tmpdir(), 'specwright-'));
  try {
    for (const folder of ['scripts', 'bench', 'elsewhere']) mkdirSync(path.join(checkout, folder));
    for (const file of [script, 'scripts/install.mjs']) {
      copyFileSync(path.join(root, file), path.join(checkout, file));
    }
    writeFileSync(path.join(checkout, wants), '{}');
    writeFileSync(path.join(checkout, 'elsewhere/kept'), 'kept');
    symlinkSync(path.join(checkout, 'elsewhere'), path.join(checkout, modules), 'junction');
    // Without a PATH, a script cannot run npm.
    const ran = spawnSync(process.execPath, [path.join(checkout, script)], {
      encoding: 'utf8',
      env: { PATH: '' },
    });
    expect(ran.stderr).toContain(`${path.normalize(modules)}": it is a symbolic link to`);
    expect(ran.stderr).not.toContain('installing');
    expect(ran.status).toBe(2);
    expect(ran.stdout).toBe('');
    expect(readFileSync(path.join(checkout, 'elsewhere/kept'), 'utf8')).toBe('kept');
  } finally {
    rmSync(checkout, { recursive: true, force: true });
  }
});
