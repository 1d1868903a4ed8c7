import { createHash } from 'node:crypto';
import { scriptText } from '../html/script.ts';

/** A file of the site, named by its content so that browsers can cache it for ever. */
export interface Asset {
  /** From the site's root. */
  readonly path: string;
  readonly text: string | Uint8Array;
}

export function asset(
  name: string,
  extension: string,
  text: string | Uint8Array,
  folder = 'assets',
): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return { path: `${folder}/${name}.${hash}.${extension}`, text };
}

/** The endings of pictures that pages show. */
export const pictures: readonly string[] = ['.svg', '.png', '.jpg', '.jpeg', '.gif', '.webp'];

/** A function of a browser's page as a file; it can use only its own code and its arguments. */
export function script<Given extends readonly unknown[]>(
  name: string,
  run: (...given: Given) => void,
  ...given: Given
): Asset {
  return asset(name, 'js', scriptText(run, ...given));
}

/**
 * A file that stores a value under a name for the page's scripts; it also works on `file:`, where
 * pages cannot fetch.
 */
export function dataText(name: string, value: unknown): string {
  // JSON in a string parses faster than a literal, and treats `__proto__` as an ordinary name.
  const json = JSON.stringify(JSON.stringify(value));
  return `globalThis.specwright_${name} = JSON.parse(${json});\n`;
}
