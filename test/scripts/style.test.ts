import { expect, test } from 'vitest';
// @ts-expect-error The scripts are plain JavaScript, without declarations.
import * as style from '../../scripts/style.mjs';

const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

test.each<[string, string, RegExp[]]>([
  ['a.ts', '// Nobody is told of it.', [/^a\.ts:1: "Nobody"/, /^a\.ts:1: "told of"/, /"is told"/]],
  ['a.ts', "\nconst colour = 'grey';", [/^a\.ts:2: "colour"/, /^a\.ts:2: "grey"/]],
  ['a.ts', '// It recommends a minimized request.', []],
  ['a.ts', `// ${words(40)}`, []],
  ['a.ts', '// Somebody begins anew.', [/"Somebody"/, /"anew"/]],
  ['a.ts', '// The the value is told.', [/"is told"/, /"The the"/]],
  ['a.ts', '// It is very large.', []],
  ['docs/a.md', 'It is very large.', [/^docs\/a\.md:1: "very"/]],
  [
    'docs/a.md',
    'There are two files. It says where there are more.',
    [/begin "There are two files/],
  ],
  ['docs/a.md', 'It is sent and judged.', []],
  ['docs/a.md', 'What was recorded is judged.', [/2 passives in "What was recorded/]],
  ['CHANGELOG.md', `## Unreleased\n\n- ${words(40)}`, [/more than 25 words/]],
  ['CHANGELOG.md', `## Unreleased\n\n## 0.1.0\n\n- ${words(40)}`, []],
  ['docs/a.md', `${words(25)}.`, []],
  ['docs/a.md', `${words(26)}.`, [/^docs\/a\.md: more than 25 words/]],
  ['docs/a.md', `${words(15)}.\n\n- ${words(15)}\n- ${words(15)}`, []],
  ['docs/a.md', `${words(24)} (OpenAPI 3.1 section 4.8.19).`, []],
  ['docs/a.md', `| ${words(40)} |\n\n\`\`\`sh\n${words(40)}\n\`\`\``, []],
])('the words of %s: %j', (file, text, wanted) => {
  expect(style.textFaults(file, text)).toEqual(wanted.map((fault) => expect.stringMatching(fault)));
});
