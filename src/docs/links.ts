import type { Api } from '../api/model.ts';
import type { Html } from '../html/template.ts';
import { decodedOrSame } from '../http/percent.ts';
import { parseUrl } from '../http/url.ts';
import type { DescribedOperation } from './describe.ts';
import type { Labels } from './labels/en.ts';
import { headingsOf } from './markdown.ts';
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
    const below = file.replace(/^(?:\.{0,2}\/)+/, '');
    const found = guides.get(file) ?? guides.get(below) ?? files.get(file);
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
