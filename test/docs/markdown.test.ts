import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstParagraph, markdownHtml, shortened, taskText } from '../../src/docs/markdown.ts';

const html = (text: string) => markdownHtml(text).text.trim();

describe('markdownHtml() follows CommonMark 0.31', () => {
  const cases: readonly (readonly [section: string, text: string, want: string])[] = [
    ['4.1 thematic breaks', '* * *', '<hr>'],
    ['4.2 headings, below those of the page', '# A *b* #', '<h3>A <em>b</em></h3>'],
    ['4.3 underlined headings', 'A\n---', '<h3>A</h3>'],
    ['headings without a gap above them', '### A\n\n#### B', '<h3>A</h3>\n<h4>B</h4>'],
    ['4.4 indented code', '    a < b', '<pre tabindex="0"><code>a &lt; b</code></pre>'],
    ['4.5 fenced code', '```js\n*a*\n```', '<pre tabindex="0"><code>*a*</code></pre>'],
    ['4.8 paragraphs', 'a\nb\n\nc', '<p>a\nb</p>\n<p>c</p>'],
    ['5.1 quotes', '> a\nb', '<blockquote>\n<p>a\nb</p>\n</blockquote>'],
    ['5.3 tight lists', '- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    [
      '5.3 loose lists',
      '1. a\n\n2. b',
      '<ol>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ol>',
    ],
    [
      '5.2 lists in lists',
      '- a\n  - b\n- c',
      '<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>',
    ],
    ['6.1 code', '`` a`b `` `c`', '<p><code>a`b</code> <code>c</code></p>'],
    ['6.1 code that is not closed', '`a', '<p>`a</p>'],
    [
      '6.2 emphasis',
      '*a* __b__ **c *d***',
      '<p><em>a</em> <strong>b</strong> <strong>c <em>d</em></strong></p>',
    ],
    [
      '6.2 no emphasis inside of words',
      'snake_case_name 2 * 3 * 4',
      '<p>snake_case_name 2 * 3 * 4</p>',
    ],
    ['6.3 links', '[a](https://h/x "t")', '<p><a href="https://h/x" rel="noreferrer">a</a></p>'],
    [
      '6.5 autolinks',
      '<https://h/>',
      '<p><a href="https://h/" rel="noreferrer">https://h/</a></p>',
    ],
    ['6.7 hard breaks', 'a  \nb\\\nc', '<p>a<br>\nb<br>\nc</p>'],
    ['2.4 escapes', '\\*a\\* \\<b>', '<p>*a* &lt;b&gt;</p>'],
    ['2.5 entities', '&copy; &nope &', '<p>© &amp;nope &amp;</p>'],
  ];
  test.each(cases)('%s', (_, text, want) => {
    expect(html(text)).toBe(want);
  });

  test('and the tables of GitHub, which scroll by keyboard', () => {
    expect(html('| a | b |\n|---|:-:|\n| `x\\|y` | *z* |')).toBe(
      '<div class="scroll" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td><code>x|y</code></td>\n<td><em>z</em></td>\n</tr>\n</tbody>\n</table></div>',
    );
  });
});

describe('task lists of GitHub', () => {
  const cases: readonly (readonly [text: string, want: string, source: string])[] = [
    [
      '- [x] done\n- [ ] *not* yet\n  - [X] part',
      '<ul>\n<li class="task">☑ done</li>\n<li class="task">☐ <em>not</em> yet\n<ul>\n<li class="task">☑ part</li>\n</ul>\n</li>\n</ul>',
      '- ☑ done\n- ☐ *not* yet\n  - ☑ part',
    ],
    [
      '> 1. [ ] first',
      '<blockquote>\n<ol>\n<li class="task">☐ first</li>\n</ol>\n</blockquote>',
      '> 1. ☐ first',
    ],
    [
      '* [x] a\n\n* [x] b',
      '<ul>\n<li class="task">\n<p>☑ a</p>\n</li>\n<li class="task">\n<p>☑ b</p>\n</li>\n</ul>',
      '* ☑ a\n\n* ☑ b',
    ],
    ...[
      ['[x] no item', '<p>[x] no item</p>'],
      ['- [x]\n- [y] a\n- [ ]b', '<ul>\n<li>[x]</li>\n<li>[y] a</li>\n<li>[ ]b</li>\n</ul>'],
      ['- \\[x] a', '<ul>\n<li>[x] a</li>\n</ul>'],
      ['- a [x] b', '<ul>\n<li>a [x] b</li>\n</ul>'],
      [
        '- [x] a\n\n[x]: https://h/',
        '<ul>\n<li><a href="https://h/" rel="noreferrer">x</a> a</li>\n</ul>',
      ],
      ['```\n- [x] a\n```', '<pre tabindex="0"><code>- [x] a</code></pre>'],
    ].map(([text, want]) => [text, want, text] as [string, string, string]),
  ];
  test.each(cases)('%s', (text, want, source) => {
    expect(html(text)).toBe(want);
    expect(taskText(text)).toBe(source);
  });
});

describe('HTML in a description', () => {
  const cases: readonly (readonly [text: string, want: string])[] = [
    [
      '<p>Some <code>API</code>s have <b>this</b>.</p>',
      '<p>Some <code>API</code>s have <b>this</b>.</p>',
    ],
    ['a<br/>b', '<p>a<br>b</p>'],
    ['<ul><li>a<li>b</ul>', '<ul><li>a</li><li>b</li></ul>'],
    [
      '<a href="https://h/?a=1&amp;b=2" onclick="x">a</a>',
      '<p><a href="https://h/?a=1&amp;b=2" rel="noreferrer">a</a></p>',
    ],
    ['<b>never closed', '<p><b>never closed</b></p>'],
    ['closed</b> alone, <li>alone', '<p>closed alone, alone</p>'],
    ['<b style="position:fixed" onmouseover="x">a</b>', '<p><b>a</b></p>'],
    ['<!-- a comment -->b', '<p>b</p>'],
    ['a < b <c> 1<2', '<p>a &lt; b &lt;c&gt; 1&lt;2</p>'],
    ['*<b>a* b</b>', '<p><em><b>a</b></em> b</p>'],
    ['<b>*a</b>* b', '<p><b><em>a</em> b</b></p>'],
    [
      '<a href="https://h/">https://h/</a>',
      '<p><a href="https://h/" rel="noreferrer">https://h/</a></p>',
    ],
    [
      '[![Build](https://h/x.svg)](https://h/)',
      '<p><a href="https://h/" rel="noreferrer">Build</a></p>',
    ],
    ['[Errors](#errors) and [more](../more.md)', '<p>Errors and more</p>'],
  ];
  test.each(cases)('%s', (text, want) => {
    expect(html(text)).toBe(want);
  });
});

describe('active content becomes text', () => {
  const cases: readonly string[] = [
    '<script>x</script>',
    '<ScRiPt src=//h/x></sCrIpT>',
    '<img src=x onerror=x>',
    '<svg/onload=x>',
    '<iframe src="https://h/"></iframe>',
    '<style>a{}</style>',
    '<a href="javascript:x">a</a>',
    '<a href="java&#115;cript:x">a</a>',
    '<a href=javascript:x>a</a>',
    '[a](javascript:x)',
    '[a](<javascript:x>)',
    '[a](data:text/html,x)',
    '[a](vbscript:x)',
    '[a](https://h/"onmouseover="x)',
    '![a](https://h/x.png)',
    '<https://h/"onclick="x>',
    '`<img src=x>`',
    '<b"onclick=x>',
    '<a href="https://h/"x" onclick="x">a</a>',
    '\\<script>x</script>',
    '[<img src=x onerror=x>](https://h/)',
    '[[a](https://i/)](https://h/)',
    '<a href="https://h/">[a](https://i/)</a>',
    '<b>[a</b>](https://h/)',
    '[a]\n\n[a]: javascript:x',
    '[a]: https://h/"onclick="x\n\n[a]',
    'javascript:x ftp://h/ //h/x www.h.de a@h.de',
  ];
  test.each(cases)('%s', (text) => {
    const made = html(text);
    const rest = made
      .replace(/<a href="(https?:\/\/|mailto:)[^"<>]*" rel="noreferrer">/g, '')
      .replace(/<\/?(p|b|code|a)>/g, '');
    expect(rest).not.toMatch(/[<>]/);
    expect(made.match(/<a /g)?.length ?? 0).toBe(made.match(/<\/a>/g)?.length ?? 0);
  });

  test('a picture becomes a link, because a page loads nothing from other hosts', () => {
    expect(html('![A plan](https://h/x.png)')).toBe(
      '<p><a href="https://h/x.png" rel="noreferrer">A plan</a></p>',
    );
  });
});

test('for any text, every element is harmless, and closed in its parent', () => {
  const pieces =
    'a *|**|_|~~|`|<b>|</b>|<p>|<ul>|<li>|</ul>|<h1>|</h1>|<table>|<tr>|<td>|</a>|<br>|<!--|-->|' +
    '<a href="https://h/">|<a href="javascript:x">|<script>|</script>|<img src=x>|<b x="|">|' +
    '[|](https://h/)|](javascript:x)|![|<https://h/>|https://h/ |\\|&lt;|\n|\n\n|- |> |1. |# |\n---\n|    ';
  const piece = fc.constantFrom(...pieces.split('|'), '|', '\n|a|b|\n|---|:-:|\n|');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (parts) => {
      const open: string[] = [];
      for (const [tag, slash, name, attributes] of html(parts.join('')).matchAll(
        /<(\/?)([^\s>]*)([^>]*)>/g,
      )) {
        expect(name).toMatch(
          /^(a|b|p|ul|ol|li|h[1-6]|strong|em|s|table|thead|tbody|tr|th|td|br|hr|pre|code|blockquote|div)$/,
        );
        expect(attributes).toMatch(
          /^( href="(https?:|mailto:)[^"]*" rel="noreferrer"| tabindex="0"| class="scroll"| start="\d+")*$/,
        );
        if (slash === '/') expect(open.pop()).toBe(name);
        else if (!/^<[bh]r>$/.test(tag)) open.push(name!);
      }
      expect(open).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('deep and long texts are read quickly', () => {
  const long = 20_000;
  for (const part of ['>', '- ', '*', '_a', '[', '`', '<a ', '<b>', '![', '&', '**a ', '|', '#']) {
    expect(html(part.repeat(long)).length).toBeGreaterThan(0);
  }
});

test('a line is read in the same way with and without marks above it', () => {
  const pieces = [
    'a',
    'b_c',
    '_',
    ' ',
    '    ',
    '1.',
    '2)',
    '-',
    '`',
    '``',
    '"',
    "'",
    ':',
    ',',
    '%',
  ];
  const piece = fc.constantFrom(...pieces, 'http:', 'mailto:a', '(', ')', '?', '≤');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      expect(html(text)).toBe(html(`[//]: <>\n\n${text}`));
      expect(firstParagraph(text.trim())).toBe(firstParagraph(`[//]: <>\n\n${text.trim()}`));
    }),
    { numRuns: 2000 },
  );
});

test('a web address in a text becomes a link', () => {
  expect(html('See https://h/x_y_(z).')).toBe(
    '<p>See <a href="https://h/x_y_(z)" rel="noreferrer">https://h/x_y_(z)</a>.</p>',
  );
});

test('firstParagraph() is a line without markup', () => {
  expect(firstParagraph('# Title\n\nA [link](https://h/), `code`\nand *more*.\n\nNot this.')).toBe(
    'A link, code and more.',
  );
  expect(firstParagraph('***\n<b>One</b>  \ntwo &amp; ![three](https://h/)')).toBe(
    'One two & three',
  );
  expect(firstParagraph(undefined)).toBe('');
});

test('shortened() cuts between words', () => {
  expect(shortened('one two, three', 10)).toBe('one two…');
  expect(shortened('short', 10)).toBe('short');
});
