import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { examples } from '../../src/cli/examples.ts';
import { commandLine } from '../../src/cli/main.ts';
import { specwright } from './run.ts';

const commands = [
  [],
  ['mock'],
  ['verify'],
  ['proxy'],
  ['traffic'],
  ['record', 'apply'],
  ['report'],
  ['report', 'merge'],
  ['generate'],
  ['docs'],
  ['docs', 'build'],
  ['docs', 'serve'],
  ['check'],
  ['init'],
  ['lint'],
  ['diff'],
  ['upstream'],
  ['explain'],
  ['config'],
  ['mcp'],
  ['lsp'],
  ['completion'],
];

test('every command describes its purpose and its flags', async () => {
  const texts = await Promise.all(
    commands.map(async (command) => {
      const args = [...command, '--help'];
      const { code, stdout, stderr } = await specwright(args);
      expect([code, stderr]).toEqual([0, '']);
      return `$ specwright ${args.join(' ')}\n${stdout}`;
    }),
  );
  await expect(texts.join('\n')).toMatchFileSnapshot('help.txt');
});

test.each(['mock', 'docs serve'])('%s -h is help, unless a host follows', async (command) => {
  const words = command.split(' ');
  const [short, long] = await Promise.all([
    specwright([...words, '-h']),
    specwright([...words, '--help']),
  ]);
  expect(short).toEqual(long);
  const { stderr } = await specwright([...words, '-h', '192.0.2.1', '--port', '70000']);
  expect(stderr).toContain("option '-p, --port <number>' argument '70000' is invalid");
});

test('each command has examples that use its flags', async () => {
  const program = commandLine(async () => {});
  const leaves = program.commands.flatMap((command) =>
    command.commands.length === 0 ? [command] : command.commands,
  );
  const nameOf = (command: Command) =>
    command.parent === program ? command.name() : `${command.parent!.name()} ${command.name()}`;
  const shown = leaves.filter((command) => nameOf(command) !== 'help').map(nameOf);
  expect(Object.keys(examples).sort()).toEqual(shown.sort());
  for (const command of leaves) {
    for (const [line] of examples[nameOf(command)] ?? []) {
      // Arguments after "--" belong to another program.
      const flags = line
        .split(' -- ')[0]!
        .split(' ')
        .filter((word) => word.startsWith('-'));
      const known = command.options.flatMap(({ short, long }) => [short, long]);
      expect(known).toEqual(expect.arrayContaining(flags));
    }
  }
});
