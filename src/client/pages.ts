/**
 * How a list is paged, as data: the query parameter that turns the pages, and the hints in answers.
 */
export interface PageRule {
  readonly kind: 'page' | 'offset' | 'cursor';
  /** The query parameter, and its member if it is an object. */
  readonly at: readonly string[];
  /** The parameter for the size of a page, and the default size. */
  readonly size?: readonly string[];
  readonly usual?: number;
  /** The number of the first page, if it is not 1. */
  readonly first?: number;
  /** The place of the items in an answer. */
  readonly items: readonly string[];
  /** The member of an item that is the cursor, if answers contain none. */
  readonly id?: readonly string[];
  readonly told?: Readonly<Partial<Record<PageFact, readonly string[]>>>;
}

/** The hints about pages in a list's answers. */
export type PageFact =
  | 'total'
  | 'pages'
  | 'size'
  | 'has-more'
  | 'next-cursor'
  | 'next-page'
  | 'next-url';

/** The page that a call asks for; without one, the first. */
export function firstPage<Param>(rule: PageRule, call: object | undefined): Param {
  const { kind, at, first = 1 } = rule;
  const requested = valueAt(call, ['params', 'query', ...at]);
  return (counted(requested, kind === 'cursor') ??
    { page: first, offset: 0, cursor: undefined }[kind]) as Param;
}

/** A call that asks for a page. */
export function callOfPage<Call>(rule: PageRule, call: Call, page: unknown): Call {
  return page === undefined ? call : withValue(call, ['params', 'query', ...rule.at], page);
}

/** The page after the last one, by the hints in the answers; `undefined` without hints. */
export function nextPage<Param>(
  rule: PageRule,
  call: object | undefined,
  answers: readonly unknown[],
  pages: readonly Param[],
): Param | undefined {
  const answer = answers.at(-1);
  const page = pages.at(-1) as number;
  const hasFact = (fact: PageFact) => rule.told?.[fact] !== undefined;
  const valueOfFact = (fact: PageFact) =>
    hasFact(fact) ? counted(valueAt(answer, rule.told![fact]!), fact === 'next-cursor') : undefined;
  const counts = answers.map((one) => countOf(valueAt(one, rule.items)));
  const count = counts.at(-1)!;
  const step = rule.kind === 'offset' ? count : 1;
  const next = (): Param | undefined =>
    (rule.kind === 'cursor' ? lastId(rule, answer) : page + step) as Param | undefined;

  if (valueOfFact('has-more') === false) return undefined;
  if (hasFact('next-cursor') && rule.kind === 'cursor')
    return (valueOfFact('next-cursor') || undefined) as Param;
  if (hasFact('next-page') && rule.kind === 'page')
    return (valueOfFact('next-page') ?? undefined) as Param;
  if (hasFact('next-url')) {
    const url = valueOfFact('next-url');
    if (typeof url !== 'string' || url === '') return undefined;
    const named = parameterIn(url, rule.at);
    if (rule.kind === 'cursor') return named as Param | undefined;
    return named === undefined ? next() : (Number(named) as Param);
  }
  if (count === 0) return undefined;
  const { first = 1 } = rule;
  const pagesInAll = valueOfFact('pages');
  if (rule.kind === 'page' && typeof pagesInAll === 'number') {
    return page - first + 1 < pagesInAll ? next() : undefined;
  }
  const size =
    valueOfFact('size') ??
    counted(valueAt(call, ['params', 'query', ...(rule.size ?? [''])])) ??
    rule.usual;
  const total = valueOfFact('total');
  if (typeof total === 'number' && rule.kind !== 'cursor') {
    // A server may return fewer items than requested.
    const least = Math.max(...counts);
    const before = rule.kind === 'offset' ? Number(pages[0]) : (Number(pages[0]) - first) * least;
    return before + counts.reduce((sum, one) => sum + one, 0) < total ? next() : undefined;
  }
  if (valueOfFact('has-more') === true || typeof size !== 'number') return next();
  return count < size ? undefined : next();
}

/** The page before the first known one, if pages have numbers. */
export function previousPage(rule: PageRule, page: number): number | undefined {
  return page > (rule.first ?? 1) ? page - 1 : undefined;
}

function lastId({ items, id }: PageRule, answer: unknown): unknown {
  const all = valueAt(answer, items);
  return Array.isArray(all) && id !== undefined
    ? counted(valueAt(all.at(-1), id), true)
    : undefined;
}

/** A `bigint` as a number, or as the digits of a cursor. */
function counted(value: unknown, isCursor = false): unknown {
  if (typeof value !== 'bigint') return value;
  return isCursor ? `${value}` : Number(value);
}

function countOf(items: unknown): number {
  if (Array.isArray(items)) return items.length;
  return typeof items === 'object' && items !== null ? Object.keys(items).length : 0;
}

/** The value of a parameter, or of its member, in the query of a URL: `page[number]`. */
function parameterIn(url: string, [name, member]: readonly string[]): string | undefined {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1).split('#')[0]);
  return query.get(member === undefined ? name! : `${name}[${member}]`) ?? undefined;
}

function valueAt(root: unknown, names: readonly string[]): unknown {
  let value = root;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** A copy of a value with a changed member. */
function withValue<Value>(root: Value, [name, ...inner]: readonly string[], value: unknown): Value {
  if (name === undefined) return value as Value;
  const own = (root ?? {}) as Readonly<Record<string, unknown>>;
  return { ...own, [name]: withValue(own[name], inner, value) } as Value;
}
