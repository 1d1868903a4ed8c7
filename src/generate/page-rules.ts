import type { Api, MediaType, Operation } from '../api/model.ts';
import type { PageFact, PageRule } from '../client/pages.ts';
import { isJson } from '../http/media-type.ts';
import { parsePointer } from '../json/pointer.ts';
import { successContents } from '../resources/content.ts';
import type { Paging, QueryPart } from '../resources/resource.ts';
import { resourcesOf } from '../resources/resources.ts';
import { createSchemas } from '../schema/schemas.ts';
import { everyBranch } from '../schema/view.ts';

/** Which operations read, and how their lists are paged, as the stateful mock infers it. */
export interface PageRules {
  /** Whether an operation reads, also with another method: a search by POST. */
  isRead(operation: Operation): boolean;
  /** `undefined` if an operation has no pages, or nothing leads to the next one. */
  ruleOf(operation: Operation): PageRule | undefined;
}

const facts: ReadonlySet<string> = new Set<PageFact>([
  ...(['total', 'pages', 'size', 'has-more', 'next-cursor', 'next-page', 'next-url'] as const),
]);

export function createPageRules(api: Api): PageRules {
  const schemas = createSchemas(api);
  const { roleOf } = resourcesOf(api, schemas);

  function ruleOf(operation: Operation): PageRule | undefined {
    const { list, responseItem, resource } = roleOf(operation);
    const paging = list?.paging;
    if (paging === undefined || paging.kind === 'limit') return undefined;
    const media = listMedia(operation);
    const items = media && responseItem(media)?.pointer;
    if (media === undefined || items === undefined) return undefined;
    const factPlaces = Object.fromEntries(
      list!
        .totals(media)
        .filter(({ means }) => facts.has(means))
        .map(({ means, pointer }) => [means, parsePointer(pointer)!] as const)
        .reverse(),
    );
    const turn = { page: 'page', offset: 'offset', cursor: 'cursor' }[paging.kind];
    const at = partNames((paging as unknown as Readonly<Record<string, QueryPart>>)[turn]!);
    const hasNext = factPlaces['next-cursor'] !== undefined || factPlaces['next-url'] !== undefined;
    const isOfItem = /after|since|marker/i.test(at.at(-1)!);
    const id = resource?.id;
    if (paging.kind === 'cursor' && !hasNext && !(isOfItem && id !== undefined)) return undefined;
    const size = sizeOf(paging);
    const usual = size && usualOf(size);
    return {
      kind: paging.kind,
      at,
      ...(size && { size: partNames(size) }),
      ...(usual !== undefined && { usual }),
      ...(paging.kind === 'page' && paging.first !== 1 && { first: paging.first }),
      items: parsePointer(items)!,
      ...(paging.kind === 'cursor' && !hasNext && { id: parsePointer(id!)! }),
      ...(Object.keys(factPlaces).length > 0 && { told: factPlaces }),
    };
  }

  /** The default of a parameter by its schema. */
  function usualOf({ parameter, member }: QueryPart): number | undefined {
    if (member !== undefined || parameter.schema === undefined) return undefined;
    const { schemas: found } = schemas.views.entering(
      [schemas.resolve(parameter.schema)],
      everyBranch,
    );
    return found.map(({ written }) => written.default).find((value) => typeof value === 'number');
  }

  return {
    isRead: (operation) => ['read', 'list'].includes(roleOf(operation).role ?? ''),
    ruleOf,
  };
}

function listMedia(operation: Operation): MediaType | undefined {
  const contents = successContents(operation);
  return contents.find(({ range }) => isJson(range)) ?? contents[0];
}

function sizeOf(paging: Exclude<Paging, { kind: 'limit' }>): QueryPart | undefined {
  return paging.kind === 'page' ? paging.size : paging.limit;
}

function partNames({ parameter, member }: QueryPart): readonly string[] {
  return member === undefined ? [parameter.name] : [parameter.name, member];
}
