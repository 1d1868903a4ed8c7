// What the words of the project must not be: phrases that have a plainer word, British spelling, and sentences of README
// and guides that are too long. The phrases are looked for in the sources as well.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Phrases by what to write instead. */
const plainer = [
  [/\bnobody\b/i, 'say who, or use the passive of a rule: "nothing requests it"'],
  [/\btold of\b/i, '"reported"'],
  [/\bmend(?:s|ed|ing)?\b/i, '"fix"'],
  [/\bmade small(?:er)?\b/i, '"minimized"'],
  [/\bconfess(?:es|ed)?\b/i, '"report"'],
  [/\bwhat is not there\b/i, 'name the thing: "a missing file"'],
  [
    /\b(?:colour|behaviour|favour|honour|neighbour)(?:s|ed|ing|ful)?\b/i,
    'American spelling: "color", "behavior"',
  ],
  [
    /\b(?:mini|opti|normal|initial|serial|recogn|summar|organ|author|synchron)is(?:e|es|ed|ing)\b/i,
    'American spelling: "-ize"',
  ],
  [
    /\b(?:cancelled|labelled|modelled|travelled|licence[sd]?)\b/i,
    'American spelling: "canceled", "license"',
  ],
  [/\bcatalogue\b|\bcentre[sd]?\b|\bgrey\b/i, 'American spelling: "catalog", "center", "gray"'],
];
const longest = 25;

/** What is wrong with the words of a project, with its file and line. */
export function styleFaults(root) {
  const read = (file) => readFileSync(path.join(root, file), 'utf8');
  const help = read(helpFile);
  return [
    ...filesOf(root).flatMap((file) => textFaults(file, read(file))),
    ...longSentences(helpFile, help.replace(/\n(?= ? ?\S)/g, '.\n').replace(/^ +\S.*? {2,}/gm, '')),
  ];
}

/** The help of all commands, which a test holds to the program. */
const helpFile = 'test/cli/help.txt';

/** What is wrong with the words of one text. */
export function textFaults(file, text) {
  const phrases = text.split('\n').flatMap((line, index) =>
    plainer.flatMap(([phrase, instead]) => {
      const found = phrase.exec(line);
      return found ? [`${file}:${index + 1}: "${found[0]}"; write ${instead}`] : [];
    }),
  );
  return isPage(file) ? [...phrases, ...longSentences(file, text)] : phrases;
}

/** Whether people read it from top to bottom. */
function isPage(file) {
  return file.endsWith('.md') && file !== 'CHANGELOG.md';
}

function filesOf(root) {
  const inside = (folder, end) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .filter((name) => end.test(name))
      .map((name) => path.join(folder, name));
  return [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    ...inside('docs', /\.md$/),
    ...inside('src', /\.(?:ts|css)$/),
    ...inside('scripts', /\.mjs$/).filter((file) => !file.endsWith('style.mjs')),
  ];
}

function longSentences(file, text) {
  const prose = text
    .replace(/```[\s\S]*?```/g, '.')
    .replace(/^(?:\||#|!\[).*$/gm, '.')
    .replace(/^\s*(?:[-*]|\d+\.) /gm, '. ')
    .replace(/\([^()]*section [^()]*\)/g, '')
    .replace(/\n{2,}/g, '. ');
  return (
    prose
      .split(/(?<=[.!?:;])[*)]*\s/)
      // Steps with arrows between them are a drawing.
      .filter((sentence) => !sentence.includes('→'))
      .filter((sentence) => sentence.trim().split(/\s+/).length > longest)
      .map((sentence) => `${file}: more than ${longest} words: "${sentence.trim().slice(0, 60)}…"`)
  );
}
