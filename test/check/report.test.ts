import { expect, test } from 'vitest';
import { reportText } from '../../src/check/report.ts';

test('a job summary escapes text from a contract', () => {
  const problem = {
    file: 'pets.yaml',
    line: 1,
    column: 2,
    severity: 'error' as const,
    rule: 'spec',
    message: 'no "&lt;b&gt;", ~~this~~, @everyone, #12 or https://a.example',
  };
  const steps = [
    { step: 'lint' as const, verdict: 'failed' as const, problems: [problem], note: '' },
  ];
  const text = reportText('markdown', [{ name: 'a|b', steps, remembered: false }], '1.0.0');
  expect(text.split('\n').slice(2, 5)).toEqual([
    '|  | lint | examples | evidence | generated | breaking | mock |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| a\\|b | failed 1 | – | – | – | – | – |',
  ]);
  expect(text).toContain(
    'no "\\&lt;b\\&gt;", \\~\\~this\\~\\~, \\@everyone, \\#12 or https:&#47;/a.example',
  );
});
