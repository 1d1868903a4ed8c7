// Finds words and sentences that are hard to read. It searches pages and sources for phrases with a
// plainer word and for British spelling. README, guides, help and unreleased changes also need
// short, direct sentences.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Phrases, with the words to use instead. */
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
    // One title of Prism's problems has British spelling.
    /\b(?!serialise complex objects)(?:mini|opti|normal|initial|serial|recogn|summar|organ|author|synchron)is(?:e|es|ed|ing)\b/i,
    'American spelling: "-ize"',
  ],
  [
    /\b(?:cancelled|labelled|modelled|travelled|licence[sd]?)\b/i,
    'American spelling: "canceled", "license"',
  ],
  [/\bcatalogue\b|\bcentre[sd]?\b|\bgrey\b/i, 'American spelling: "catalog", "center", "gray"'],
  [/\b(?:any|some)body\b/i, 'say who: "a user", "another program"'],
  [/\bthat is none\b|\bwhat there is\b/i, 'name the thing'],
  [/\b(?:is|are|was|were|be|been) told\b/i, '"reported", "receives", "knows"'],
  [/\banew\b/i, '"again"'],
  [/\bon the spot\b/i, '"at once"'],
  [/\bin order to\b|\bdue to the fact\b|\bprior to\b/i, '"to", "because", "before"'],
  [/\b(an?|and|are|as|at|be|by|for|in|is|it|not|of|on|or|that|the|to|which|with) \1\b/i, 'it once'],
];

/** Phrases without content, in text for reading from top to bottom. */
const empty = [
  [
    /\b(?:actually|basically|obviously|of course|quite|really|simply|very)\b/i,
    'the fact without it',
  ],
];
const longest = 25;
const mostPassives = 1;

/** The faults in the words of a project, with file and line. */
export function styleFaults(root) {
  const read = (file) => readFileSync(path.join(root, file), 'utf8');
  const help = read(helpFile).replace(/\n(?= ? ?\S)/g, '.\n');
  return [
    ...filesOf(root).flatMap((file) => textFaults(file, read(file))),
    ...phraseFaults(helpFile, help, empty),
    ...sentenceFaults(helpFile, help.replace(/^ +\S.*? {2,}/gm, '')),
  ];
}

/** The help of all commands; a test compares it with the program. */
const helpFile = 'test/cli/help.txt';

/** The faults in the words of one text. */
export function textFaults(file, text) {
  const phrases = phraseFaults(file, text, plainer);
  const read = proseOf(file, text);
  if (read === undefined) return phrases;
  return [...phrases, ...phraseFaults(file, read, empty), ...sentenceFaults(file, read)];
}

function phraseFaults(file, text, phrases) {
  return text.split('\n').flatMap((line, index) =>
    phrases.flatMap(([phrase, instead]) => {
      const found = phrase.exec(line);
      return found ? [`${file}:${index + 1}: "${found[0]}"; write ${instead}`] : [];
    }),
  );
}

/** The part of a file that people read from top to bottom; released changes stay unchanged. */
function proseOf(file, text) {
  if (!file.endsWith('.md')) return undefined;
  return file === 'CHANGELOG.md' ? text.split(/^## (?!Unreleased)/m)[0] : text;
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

function sentenceFaults(file, text) {
  return sentencesOf(text).flatMap((sentence) => {
    const start = `"${sentence.slice(0, 60)}…"`;
    const passives = sentence.match(passive)?.length ?? 0;
    return [
      ...(sentence.split(/\s+/).length > longest
        ? [`${file}: more than ${longest} words: ${start}`]
        : []),
      ...(passives > mostPassives ? [`${file}: ${passives} passives in ${start}`] : []),
      ...(/^There (?:is|are)\b/.test(sentence)
        ? [`${file}: begin ${start} with its subject, not with "There"`]
        : []),
    ];
  });
}

const passive =
  /\b(?:is|are|was|were|be|been)(?: \w+ly| not)? (?:\w\w+ed|built|chosen|found|given|held|kept|known|left|made|sent|shown|taken|written)\b/g;

function sentencesOf(text) {
  return (
    text
      .replace(/```[\s\S]*?```/g, '.')
      .replace(/^(?:\||#|!\[).*$/gm, '.')
      .replace(/^\s*(?:[-*]|\d+\.) /gm, '. ')
      .replace(/\([^()]*section [^()]*\)/g, '')
      .replace(/\n{2,}/g, '. ')
      .split(/(?<=[.!?:;])[*)]*\s/)
      .map((sentence) => sentence.trim())
      // Steps with arrows between them are a drawing.
      .filter((sentence) => !sentence.includes('→'))
  );
}
