import { expect, test } from 'vitest';
import { specwright } from './run.ts';

const commands = [
  [],
  ['mock'],
  ['verify'],
  ['traffic'],
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
];

test('every command says what it does and which flags it has', async () => {
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
