import type { Api } from '../api/model.ts';
import { decodedOrSame } from '../body/percent.ts';
import type { Html } from '../html/template.ts';
import { parseUrl } from '../http/url.ts';
import type { DescribedOperation } from './describe.ts';
import type { Labels } from './labels/en.ts';
import { linkFrom } from './link-from.ts';
import { headingsOf, inlineHtml, markdownHtml } from './markdown.ts';
import { tagTexts } from './navigation.ts';
import { operationPath, operationText, schemaPath, slugOf } from './paths.ts';

/** The targets of references in an API's texts, from the root of the site. */
export interface Links {
  readonly api: Api;
  /** The words of the pages that the texts stand on. */
  readonly labels: Labels;
  /** The page of a link that is no web address; `undefined` if the site has none. */
  target(url: string): Target | undefined;
  /** A picture of the site. */
  picture(url: string): string | undefined;
  /** The page of a component. */
  schema(component: string): string | undefined;
  /** Parts that many pages share, each made once. */
  readonly rendered: Rendered;
}

/** Parts that all pages of one depth share, as HTML. */
export interface Rendered {
  readonly texts: Map<string, Map<string, Html>>;
  readonly parts: WeakMap<object, Map<string, Html>>;
}

export interface Target {
  readonly page: string;
  /** The Markdown version of the page. */
  readonly text: string | undefined;
  /** With its `#`; `''` for none. */
  readonly fragment: string;
}

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

export interface LinkPlaces {
  readonly operations: readonly DescribedOperation[];
  /** The names of components' pages in addresses. */
  readonly schemas: ReadonlyMap<string, string>;
  /** Files beside the document that belong to the site, by their links. */
  readonly files: ReadonlyMap<string, string>;
  /** Pages of guides, by the path of their file. */
  readonly guides: ReadonlyMap<string, string>;
}

/**
 * Resolves links as Redoc and Swagger UI write them (`#operation/listPets`, `#tag/Pets`,
 * `#section/Authentication`), pointers into the document, and paths of files of the site.
 */
export function createLinks(api: Api, places: LinkPlaces, labels: Labels): Links {
  const { operations, schemas, files, guides } = places;
  const overview = `${api.name}/index.html`;
  const overviewText = `${api.name}/index.md`;
  const byId = new Map<string, DescribedOperation>();
  for (const one of operations) {
    const { operationId, method, path } = one.operation;
    if (operationId !== undefined) byId.set(operationId, one);
    const pointer = path.replaceAll('~', '~0').replaceAll('/', '~1');
    byId.set(`/paths/${pointer}/${method.toLowerCase()}`, one);
  }
  const headings = new Set(headingsOf(api.description).map(({ text }) => slugOf(text)));
  const tags = new Set(
    [
      ...operations.flatMap(({ operation }) => operation.tags),
      ...tagTexts(api.root.value).keys(),
    ].map(slugOf),
  );

  const toOverview = (fragment: string): Target => ({
    page: overview,
    text: overviewText,
    fragment,
  });
  const toOperation = (one: DescribedOperation): Target => ({
    page: operationPath(api, one),
    text: operationText(api, one),
    fragment: '',
  });

  function inDocument(fragment: string): Target | undefined {
    const words = fragment.split('/');
    const operation =
      byId.get(fragment) ??
      byId.get(fragment.replace(/^.*\boperations?\//, '')) ??
      byId.get(words.at(-1)!);
    const isForOperation =
      /^(?:.*\/)?operations?\//.test(fragment) || fragment.startsWith('/paths/');
    if (operation !== undefined && (isForOperation || byId.has(fragment)))
      return toOperation(operation);
    const component = /^\/?components\/schemas\/(.+)$/.exec(fragment)?.[1];
    const named = component ?? /^schemas?\/(.+)$/i.exec(fragment)?.[1];
    if (named !== undefined && schemas.has(named)) {
      const page = schemaPath(api, schemas.get(named)!);
      return { page, text: page.replace(/\.html$/, '.md'), fragment: '' };
    }
    if (
      /^section\/Authentication/i.test(fragment) ||
      /securitySchemes|^authentication$/i.test(fragment)
    ) {
      const scheme = words.length > 1 ? words.at(-1)! : '';
      const inside = api.securitySchemes.has(scheme) ? `#${scheme}` : '';
      if (!headings.has('authentication') && api.securitySchemes.size > 0) {
        return { page: `${api.name}/authentication.html`, text: undefined, fragment: inside };
      }
    }
    const tag = /^tags?\/(.+)$/.exec(fragment)?.[1];
    const slug = slugOf((tag ?? words.at(-1)!).replace(/^.*\//, ''));
    if (tags.has(slug) && (tag !== undefined || !headings.has(slug)))
      return toOverview(`#tag-${slug}`);
    if (headings.has(slug)) return toOverview(`#section-${slug}`);
    return undefined;
  }

  function targetOf(url: string): Target | undefined {
    const fragment = url.startsWith('#') ? decodedOrSame(url.slice(1)) : undefined;
    if (fragment !== undefined) return inDocument(fragment);
    const [path = '', inside] = url.split('#', 2);
    const file = decodedOrSame(path).replace(/^\.\//, '');
    const found = guides.get(file) ?? guides.get(file.replace(/^\/+/, '')) ?? files.get(file);
    if (found !== undefined) {
      return { page: found, text: undefined, fragment: inside ? `#${inside}` : '' };
    }
    // Relative references in a document of the web lead to its neighbors.
    const { uri } = api.root;
    if (!/^https?:/.test(uri) || /^[a-z][a-z\d+.-]*:/i.test(url)) return undefined;
    const absolute = parseUrl(url, uri);
    return absolute && { page: absolute.href, text: undefined, fragment: '' };
  }

  const targets = new Map<string, Target | undefined>();
  return {
    api,
    labels,
    rendered: { texts: new Map(), parts: new WeakMap() },
    target(url) {
      if (!targets.has(url)) targets.set(url, targetOf(url));
      return targets.get(url);
    },
    picture: (url) => files.get(url) ?? files.get(decodedOrSame(url)),
    schema(component) {
      const slug = schemas.get(component);
      return slug === undefined ? undefined : schemaPath(api, slug);
    },
  };
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

/** A link reference definition (CommonMark 0.31.2 section 4.7), but not the text of a footnote. */
const linkDefinition =
  /^( {0,3}\[(?!\^)[^\]]+\]:\s*)(\S+)(?:[^\S\n]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[^\S\n]*$/gm;

/**
 * Markdown for a file of the site: its links lead to other files, or become plain words. For
 * Redoc's page (`html`), they lead to pages, and pictures of other hosts become links.
 */
export function linkedText(
  text: string,
  page: string,
  links: Pick<Links, 'target' | 'picture'>,
  kind: 'text' | 'html' = 'text',
): string {
  if (!/\]\(|\]:|<img\b|\s(?:href|src)="/i.test(text)) return text;
  const from = linkFrom(page);
  const isHtml = kind === 'html';
  const parts = text.split(
    /(^ {0,3}(?:```|~~~)[\s\S]*?(?:^ {0,3}(?:```|~~~)[^\S\n]*$|(?![\s\S]))|`[^`\n]*`)/m,
  );
  return parts
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(
              /(!?)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+"[^"]*")?\s*\)/g,
              (whole, mark: string, words: string, url: string) => {
                const found = targetOf(mark === '!', url);
                if (/^(?:https?:|mailto:)/i.test(url) && found === undefined) {
                  return isHtml && mark === '!' ? whole.slice(1) : whole;
                }
                return found === undefined ? words : `${mark}[${words}](${found})`;
              },
            )
            .replace(linkDefinition, (whole, head: string, url: string) => {
              if (/^<?(?:https?:|mailto:)/i.test(url)) return whole;
              const found = targetOf(false, url);
              return found === undefined ? '' : `${head}${found}`;
            })
            .replace(/<img\b[^<>]*?\ssrc="(https?:[^"]*)"[^<>]*>/gi, (whole, url: string) => {
              if (!isHtml || links.picture(url) !== undefined) return whole;
              const [, words] = /\salt="([^"]*)"/i.exec(whole) ?? [];
              return `<a href="${url}">${words || 'picture'}</a>`;
            })
            .replace(/(\s(?:href|src)=")([^"]*)"/gi, (whole, head: string, url: string) => {
              const found = targetOf(/src/i.test(head), url);
              if (/^(?:https?:|mailto:)/i.test(url) && found === undefined) return whole;
              return `${head}${found ?? ''}"`;
            }),
    )
    .join('');

  function targetOf(isPicture: boolean, url: string): string | undefined {
    const picture = isPicture ? links.picture(url) : undefined;
    if (picture !== undefined) return from(picture);
    if (isPicture && isHtml && /^data:image\//i.test(url)) return url;
    if (isPicture || /^(?:https?:|mailto:)/i.test(url)) return undefined;
    const found = links.target(url);
    if (found === undefined) return undefined;
    if (/^https?:/.test(found.page)) return found.page;
    if (isHtml) return (found.page === page ? '' : from(found.page)) + found.fragment;
    return from(found.text ?? found.page) + (found.text === undefined ? found.fragment : '');
  }
}
