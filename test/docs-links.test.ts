import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

test('every link of a packed page leads to a packed file', { timeout: 120_000 }, () => {
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

test('every link to a section leads to a heading', () => {
  const guides = readdirSync('docs', { recursive: true, encoding: 'utf8' });
  const pages = ['README.md', 'CHANGELOG.md', ...guides.map((file) => path.join('docs', file))];
  const broken = pages
    .filter((file) => file.endsWith('.md'))
    .flatMap((page) =>
      [...proseOf(page).matchAll(/\]\((?![a-z]+:)([^)#\s]*)#([^)\s]+)\)/g)]
        .map(([, link, anchor]) => [link ? path.join(path.dirname(page), link) : page, anchor!])
        .filter(([target]) => target!.endsWith('.md') && existsSync(target!))
        .filter(([target, anchor]) => !anchorsOf(target!).includes(anchor!))
        .map(([target, anchor]) => `${page} leads to ${target}#${anchor}`),
    );
  expect(broken).toEqual([]);
});

function proseOf(page: string): string {
  return readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
