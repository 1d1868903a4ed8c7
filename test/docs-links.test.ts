import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

test('every link of a packed page leads to something that is packed', { timeout: 120_000 }, () => {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(said) as [{ files: readonly { path: string }[] }];
  const packed = new Set(files.map((file) => file.path));
  const leadsTo = (target: string) =>
    packed.has(target) || [...packed].some((file) => file.startsWith(`${target}/`));
  const pages = [...packed].filter((file) => /^(docs\/.*|README|CHANGELOG)\.md$/.test(file));
  expect(pages.length).toBeGreaterThan(40);
  const broken = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)/g)]
      .map(([, link]) => link!)
      .filter((link) => !/^[a-z]+:/.test(link))
      .map((link) => path.posix.normalize(path.posix.join(path.posix.dirname(page), link)))
      .filter((target) => !leadsTo(target))
      .map((target) => `${page} leads to ${target}`),
  );
  expect(broken).toEqual([]);
});
