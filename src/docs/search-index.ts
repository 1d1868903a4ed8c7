import { isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import { heldBy, namedBy } from '../schema/members.ts';
import type { Schemas } from '../schema/schemas.ts';
import { everyBranch } from '../schema/view.ts';
import type { SearchEntry, SearchIndex } from './browser/search-entry.ts';
import type { DescribedOperation } from './describe.ts';
import type { IndexEntry } from './index-page.ts';
import { firstParagraph, shortened } from './markdown.ts';
import { operationPath, schemaPath } from './paths.ts';

/** The searchable parts of an API. */
export interface SearchedApi extends IndexEntry {
  readonly schemas: Schemas;
  /** The components with a page, by their names in addresses. */
  readonly slugs: ReadonlyMap<string, string>;
}

/** A page that is neither an operation's nor a component's. */
export interface SearchedPage {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  readonly headings: readonly string[];
}

/** Nested schemas are searched to this depth. */
const deepest = 30;

/** The search index of a site; each name is in it once. */
export function searchIndex(
  apis: readonly SearchedApi[],
  pages: readonly SearchedPage[] = [],
): SearchIndex {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    let number = numbers.get(name);
    if (number === undefined) {
      number = names.push(name) - 1;
      numbers.set(name, number);
    }
    return number;
  };
  const objects: [own: readonly number[], inner: readonly number[]][] = [];

  function entriesOf(described: SearchedApi, index: number): readonly SearchEntry[] {
    const { api, operations, schemas, slugs, pages } = described;
    const objectOf = objectsIn(schemas);
    const overview: SearchEntry = {
      ...{ kind: 'api', api: index, title: api.title, href: pages.reference },
      text: shortened(firstParagraph(api.description), 300),
    };
    const found = operations.map((one): SearchEntry => {
      const { operation } = one;
      const { requestBody, responses, parameters } = operation;
      const content = [
        ...(requestBody?.content ?? []),
        ...responses.flatMap((response) => response.content),
      ];
      const carried = content.flatMap(({ schema, itemSchema }) =>
        [schema, itemSchema].flatMap((node) => (node === undefined ? [] : [objectOf([node])])),
      );
      return {
        ...{ kind: 'operation', api: index, title: one.title, href: operationPath(api, one) },
        method: operation.method,
        path: operation.path,
        ...(operation.operationId !== undefined && { id: operation.operationId }),
        tags: operation.tags.map(numberOf),
        text: shortened(textOf(one), 300),
        parameters: parameters.map(({ name }) => numberOf(name)),
        headers: responses.flatMap(({ headers }) => headers.map(({ name }) => numberOf(name))),
        objects: unique(carried.filter((one) => one !== undefined)),
        statuses: responses.map(({ status }) => numberOf(status)),
        media: unique(content.map(({ name }) => numberOf(name))),
        ...(operation.deprecated && { deprecated: true }),
      };
    });
    const components = [...slugs].map(([name, slug]): SearchEntry => {
      const object = objectOf([api.schemas.get(name)!]);
      const { value } = api.schemas.get(name)!;
      const text = isObject(value) ? [value.title, value.description] : [];
      return {
        ...{ kind: 'schema', api: index, title: name, href: schemaPath(api, slug) },
        text: shortened(firstParagraph(text.filter(Boolean).join(': ')), 200),
        objects: object === undefined ? [] : [object],
      };
    });
    return [overview, ...found, ...components];
  }

  /** The number of the names in schemas; `undefined` if they have none. */
  function objectsIn(schemas: Schemas): (nodes: readonly Node[]) => number | undefined {
    const known = new Map<string, number | undefined>();
    const objectOf = (nodes: readonly Node[], depth = 0): number | undefined => {
      if (depth > deepest) return undefined;
      const here = schemas.views.entering(nodes, everyBranch).schemas;
      const [first] = here;
      if (first === undefined) return undefined;
      const key = here.map(({ at }) => locationKey(at)).join(' ');
      if (known.has(key)) return known.get(key);
      const named = namedBy(here, 'properties');
      const held = ['items', 'additionalProperties'].flatMap((keyword) =>
        heldBy(here, keyword).filter(({ value }) => isObject(value)),
      );
      if (named.size === 0 && held.length === 0) return undefined;
      if (named.size === 0) return objectOf(held, depth + 1);
      // An object may contain itself.
      const number = objects.push([[], []]) - 1;
      known.set(key, number);
      const inner = [...named.values(), held]
        .filter((nodes) => nodes.length > 0)
        .map((nodes) => objectOf(nodes, depth + 1))
        .filter((one) => one !== undefined);
      objects[number] = [[...named.keys()].map(numberOf), unique(inner)];
      return number;
    };
    return objectOf;
  }

  const entries = [
    ...apis.flatMap(entriesOf),
    ...pages.map(
      ({ title, path, text, headings }): SearchEntry => ({
        ...{ kind: 'guide', title, href: path },
        text: shortened(text, 2000),
        tags: headings.map(numberOf),
      }),
    ),
  ];
  return { apis: apis.map(({ api }) => api.title), names, objects, entries };
}

/** The first words of a description, if they say more than the title. */
function textOf({ title, about }: DescribedOperation): string {
  return about === title ? '' : about;
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)];
}
