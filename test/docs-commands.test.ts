import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { specwright } from './cli/run.ts';

/** The program must know every command in the documentation. */
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesIn('docs'),
  ...filesIn('examples'),
  'action.yml',
].filter((file) => /\.(md|yml)$/.test(file));

/** The flags of each command: `docs build` → `--out`, `-o`, … */
const known = new Map<string, ReadonlySet<string>>();

beforeAll(async () => {
  const top = await help();
  const commands = commandsIn(top).map((name) => [name]);
  const groups = ['docs', 'record', 'report'];
  await Promise.all(
    commands.map(async ([name]) => {
      const text = await help(name!);
      known.set(name!, flagsIn(text));
      if (!groups.includes(name!)) return;
      for (const sub of commandsIn(text)) {
        known.set(`${name} ${sub}`, flagsIn(await help(name!, sub)));
      }
      // The flags of `docs` without a subcommand.
      if (name === 'docs') known.set(name, known.get('docs build')!);
    }),
  );
});

test.each(pages)('%s names existing commands and flags', (page) => {
  const text = readFileSync(page, 'utf8');
  expect(unknownIn(text)).toEqual([]);
});

test('the README shows checks that are run', () => {
  const checks = readFileSync('scripts/check.mjs', 'utf8');
  const shown = [...readFileSync('README.md', 'utf8').matchAll(/^ok {2}(.*)$/gm)];
  expect(shown.map(([, name]) => name).filter((name) => !checks.includes(name!))).toEqual([]);
});

test('an unknown command, an unknown flag, and a flag without a command are detected', () => {
  expect(
    unknownIn(
      [
        'Say `specwright mocks`, or `--no-such-flag`.',
        'Send the `curl` command again with `--raw`. Then say `--no-such-other`.',
        '```sh',
        'npx specwright docs build --port 1 # not of build',
        'npx specwright verify a \\',
        '  --base-ref main',
        'npx prism mock --multiprocess',
        '```',
      ].join('\n'),
    ),
  ).toEqual([
    'specwright mocks',
    'specwright docs build --port',
    'specwright verify --base-ref',
    '--no-such-flag',
    '--no-such-other',
  ]);
});

/** A flag that a sentence names after `curl` is one of curl: "Send the `curl` command again with `--raw`". */
const flagsOfCurl = /(`curl`[^`.]*)`-[^`]+`/g;

/** The parts of a page that the program does not know. */
function unknownIn(page: string): string[] {
  const blocks = [...page.matchAll(/^```(?:sh|console|yaml)?\n([\s\S]*?)^```$/gm)];
  const prose = page.replace(/^```[\s\S]*?^```$/gm, '').replace(flagsOfCurl, '$1');
  const code = [...prose.matchAll(/`([^`\n]+)`/g)];
  const lines = [...code, ...blocks].flatMap(([, text]) =>
    text!.replaceAll(/\\\n\s*/g, ' ').split('\n'),
  );
  const calls = lines.flatMap((line) => {
    const [, call] = /(?:^|npx |\$ |- run: )specwright ([^#|;]*)/.exec(line) ?? [];
    // A quoted text is one argument, such as the command of `--after 'biome format --write'`.
    const words = call
      ?.trim()
      .replace(/'[^']*'/g, 'TEXT')
      .split(/\s+/);
    return words === undefined ? [] : unknownInCall(words);
  });
  const all = new Set([...known.values()].flatMap((flags) => [...flags]));
  const alone = lines.flatMap((line) => /^(--[a-z][a-z-]+)(?:[ =|].*)?$/.exec(line)?.[1] ?? []);
  return [...calls, ...alone.filter((flag) => !all.has(flag))];
}

function unknownInCall([first = '', second = '', ...rest]: readonly string[]): string[] {
  if (first.startsWith('-') || first === '') return [];
  if (!known.has(first)) return [`specwright ${first}`];
  const command = known.has(`${first} ${second}`) ? `${first} ${second}` : first;
  return [second, ...rest]
    .flatMap((word) => /^--?[a-z][a-z-]*/.exec(word)?.[0] ?? [])
    .filter((flag) => !known.get(command)!.has(flag))
    .map((flag) => `specwright ${command} ${flag}`);
}

async function help(...command: readonly string[]): Promise<string> {
  const { code, stdout } = await specwright([...command, '--help']);
  expect(code).toBe(0);
  return stdout;
}

function commandsIn(text: string): string[] {
  const [, list = ''] = text.split(/^Commands:\n/m);
  return [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name!);
}

function flagsIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/(?<=^ {2}|, )--?[a-zA-Z][a-z-]*/gm)].map(([flag]) => flag));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.includes('node_modules'))
    .map((file) => path.join(folder, file));
}
