import { expect, test } from 'vitest';
import {
  markdownBlock,
  markdownCode,
  markdownTable,
  markdownText,
} from '../../src/report/markdown-text.ts';

test.each([
  ['plain words, 1.5', 'plain words, 1.5'],
  ['<img src=x onerror=y>', '\\<img src=x onerror=y\\>'],
  ['[a](http://b.example)', '\\[a\\]\\(http:&#47;/b.example\\)'],
  ['![a](b)', '\\!\\[a\\]\\(b\\)'],
  ['https://a.example', 'https:&#47;/a.example'],
  ['@everyone and #12', '\\@everyone and \\#12'],
  ['~~gone~~ `code` *it*', '\\~\\~gone\\~\\~ \\`code\\` \\*it\\*'],
  ['&lt;b&gt; | cell', '\\&lt;b\\&gt; \\| cell'],
  ['two\r\n\nlines', 'two lines'],
])('the text %j is the Markdown %j', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});

test('code may have backticks and bars', () => {
  expect(markdownCode('GET /pets')).toBe('`GET /pets`');
  expect(markdownCode('a ``b` c')).toBe('```a ``b` c```');
  expect(markdownCode('`a`|\nb')).toBe('`` `a`\\| b ``');
  expect(markdownBlock("echo '```'\nls", 'sh')).toEqual(['````sh', "echo '```'", 'ls', '````']);
});

test('the first row of a table is its head', () => {
  expect(
    markdownTable(
      [
        ['', 'a'],
        ['b', '1'],
      ],
      '---:',
    ),
  ).toEqual(['|  | a |', '| --- | ---: |', '| b | 1 |']);
});
