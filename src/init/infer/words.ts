import { singular, wordsOf } from '../../resources/names.ts';

/** The words of a segment or of a member's name that any identifier may have. */
export function plainWords(name: string): readonly string[] {
  return wordsOf(name).filter((word) => /^[a-z\d]+$/.test(word));
}

/** The words for one of several things: `order`, `items` as `order`, `item`. */
export function singularWords(words: readonly string[]): readonly string[] {
  return [...words.slice(0, -1), ...words.slice(-1).map(singular)];
}

/** `pet`, `id` as `petId`. */
export function camel(words: readonly string[]): string {
  return words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

/** A name; if it is taken, a number from 2 on follows. */
export function freeName(name: string, taken: { has(name: string): boolean }): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`;
  return free;
}
