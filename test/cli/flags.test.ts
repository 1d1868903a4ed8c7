import { expect, test } from 'vitest';
import { reportOption } from '../../src/cli/flags.ts';

const [flags, description, parse] = reportOption(['junit', 'markdown']);

test('--report takes a kind and a file, and can be repeated', () => {
  expect(flags).toBe('--report <kind=file>');
  expect(description).toBe('write a report: junit or markdown; - is stdout');
  const one = parse('junit=a=b.xml', []);
  expect(parse('markdown=-', one)).toEqual([
    { kind: 'junit', file: 'a=b.xml' },
    { kind: 'markdown', file: '-' },
  ]);
});

test.each(['junit', 'junit=', '=a', 'pdf=a.pdf', ''])('--report "%s" is refused', (text) => {
  expect(() => parse(text, [])).toThrow(
    'A report is written KIND=FILE; a kind is junit or markdown.',
  );
});
