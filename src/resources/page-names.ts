import { plain } from './names.ts';

/** The meaning of a paging parameter: the number of a page, its start, or a token. */
export type PageTurn = 'page' | 'offset' | 'cursor';

const names: readonly (readonly [RegExp, PageTurn])[] = [
  [/^(?:page|pagenumber|pageno|pageindex|pagenum|currentpage)$/, 'page'],
  [/^(?:offset|pageoffset|skip|startindex|startat)$/, 'offset'],
  [
    /^(?:cursor|pagecursor|nextcursor|pagetoken|nexttoken|nextpagetoken|after|pageafter|startingafter|startafter|next|continuation|continue|continuationtoken|marker|exclusivestartkey|scrollid)$/,
    'cursor',
  ],
];

/**
 * How a query parameter turns the pages of a list, by its name: `page[number]`, `starting_after`.
 */
export function pageTurn(name: string): PageTurn | undefined {
  const text = plain(name);
  return names.find(([way]) => way.test(text))?.[1];
}
