import type { Html } from '../html/template.ts';
import type { Labels } from './labels/en.ts';
import { linkFrom } from './link-from.ts';
import type { Links } from './links.ts';
import { inlineHtml, markdownHtml } from './markdown.ts';

/** Texts as they stand on one page. */
export interface Prose {
  readonly labels: Labels;
  block(text: string | undefined, level: number): Html;
  inline(text: string): Html;
  /** The page of a component, relative to this page; `undefined` on that page itself. */
  schema(component: string | undefined): string | undefined;
  /**
   * The HTML of a part of the contract, which pages of one depth share. `key` distinguishes its
   * forms.
   */
  once(part: object, key: string, make: () => Html): Html;
}

/** Shows the texts of an API on a page of the site. */
export function proseOn(
  page: string,
  links: Pick<Links, 'labels' | 'target' | 'picture' | 'schema'> & Partial<Pick<Links, 'rendered'>>,
  headingId?: (text: string) => string,
): Prose {
  const from = linkFrom(page);
  const { rendered } = links;
  const depth = page.split('/').length;
  /** How many links had another target than on other pages. */
  let ownLinks = 0;
  const options = {
    link(url: string) {
      const found = links.target(url);
      if (found === undefined) return undefined;
      const { page: target, fragment } = found;
      if (/^https?:/.test(target)) return target;
      const isHere = target === page && fragment !== '';
      if (isHere) ownLinks += 1;
      return `${isHere ? '' : from(target)}${fragment}`;
    },
    picture(url: string) {
      const found = links.picture(url);
      return found && from(found);
    },
  };
  function keptHtml(kept: Map<string, Html> | undefined, key: string, make: () => Html): Html {
    const full = `${depth} ${key}`;
    const known = kept?.get(full);
    if (known !== undefined) return known;
    const before = ownLinks;
    const made = make();
    if (ownLinks === before) kept?.set(full, made);
    return made;
  }
  // Keyed by the text alone first, because the engine knows the hash of a text that it has seen.
  const keptText = (text: string, key: string, make: () => Html) =>
    keptHtml(rendered && keptUnder(rendered.texts, text), key, make);
  return {
    labels: links.labels,
    block: (text = '', level) =>
      headingId === undefined
        ? keptText(text, `${level}`, () => markdownHtml(text, level, options))
        : markdownHtml(text, level, { ...options, headingId }),
    inline: (text) => keptText(text, '-', () => inlineHtml(text, options)),
    schema(component) {
      const found = component === undefined ? undefined : links.schema(component);
      if (found !== page) return found && from(found);
      ownLinks += 1;
      return undefined;
    },
    once(part, key, make) {
      return keptHtml(rendered && keptUnder(rendered.parts, part), key, make);
    },
  };
}

/** The map under a key, or a new one. */
function keptUnder<K>(
  maps: Pick<Map<K, Map<string, Html>>, 'get'> & {
    set(key: K, map: Map<string, Html>): unknown;
  },
  key: K,
): Map<string, Html> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const fresh = new Map<string, Html>();
  maps.set(key, fresh);
  return fresh;
}
