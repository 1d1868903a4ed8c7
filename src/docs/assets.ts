import { createHash } from 'node:crypto';
import { scriptText } from '../html/script.ts';

/** A file of the site, named by its content so that it can be kept for ever. */
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

/** A function of a browser's page as a file; it must know nothing but what is in it, and what it is given. */
export function script<Given extends readonly unknown[]>(
  name: string,
  run: (...given: Given) => void,
  ...given: Given
): Asset {
  return asset(name, 'js', scriptText(run, ...given));
}

/** The text of a file with a value that a page's scripts find under a name, also where a page cannot fetch: on `file:`. */
export function dataText(name: string, value: unknown): string {
  // JSON in a string is read faster than a literal, and knows `__proto__` as a name like others.
  const json = JSON.stringify(JSON.stringify(value));
  return `globalThis.specwright_${name} = JSON.parse(${json});\n`;
}
