import type { Operation, Parameter } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { type Style, writeStyled } from '../../body/style.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { escapeToken } from '../id.ts';
import type { InvalidProposal, Planning } from './planning.ts';
import { validRequestsOf, withParameter } from './valid-request.ts';
import type { Varied } from './varied.ts';

/**
 * Lists and objects in another style than described. The result must break the parameter's schema:
 * a text with commas is a valid text.
 */
export function* strangeStyles(
  operation: Operation,
  parts: readonly Varied[],
  planning: Planning,
): Iterable<InvalidProposal> {
  const [base] = validRequestsOf(operation, planning);
  if (base === undefined) return;
  for (const part of parts) {
    const { parameter } = part;
    if (parameter === undefined || parameter.content !== undefined) continue;
    const value = Array.isArray(part.whole) ? twice(part.whole) : part.whole;
    if (typeof value !== 'object' || value === null) continue;
    const own = writeStyled(parameter, value);
    for (const [way, text] of textsOf(parameter, value)) {
      if (text === own || text === '') continue;
      yield {
        tokens: [parameter.in, escapeToken(parameter.name), 'style', way],
        title: `with the ${parameter.in} parameter "${parameter.name}" ${words(way)}`,
        at: parameter.at,
        drafts: drafts(base, parameter, text),
        leniency: 'style',
        isMeant: ({ code, place }) =>
          /^(?:value-invalid|parameter-malformed|parameter-missing)$/.test(code) &&
          place?.name === parameter.name,
      };
    }
  }
}

/** One item looks the same in most styles. */
function twice(items: readonly unknown[]): readonly unknown[] {
  return items.length === 1 ? [items[0], items[0]] : items;
}

function* drafts(base: RequestDraft, parameter: Parameter, text: string): Iterable<RequestDraft> {
  yield withParameter(base, { parameter, text });
}

/** The styles of OpenAPI 3.1 section 4.8.12.2.1, by where a parameter stands. */
const styles: Readonly<Record<Parameter['in'], readonly Style[]>> = {
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  path: ['simple', 'label', 'matrix'],
  header: ['simple'],
  cookie: ['form'],
  querystring: [],
};

function* textsOf(
  parameter: Parameter,
  value: object,
): Iterable<readonly [way: string, text: string]> {
  for (const style of styles[parameter.in]) {
    const isDeep = style === 'deepObject';
    if (isDeep && Array.isArray(value)) continue;
    const isDelimited = /Delimited$/.test(style);
    for (const explode of isDeep ? [true] : isDelimited ? [false] : [false, true]) {
      const way = explode && !isDeep ? `${style}-exploded` : style;
      yield [way, writeStyled({ ...parameter, style, explode }, value)];
    }
  }
  const [name] = isObject(value) ? Object.keys(value) : [];
  if (parameter.style !== 'deepObject' || name === undefined) return;
  const [outer, inner] = [parameter.name, name].map(encodeURIComponent);
  yield ['unclosed', `${outer}%5B${inner}=1`];
  yield ['nested', `${outer}%5B${inner}%5D%5Bspecwright%5D=1`];
}

function words(way: string): string {
  if (way === 'unclosed') return 'without its closing bracket';
  if (way === 'nested') return 'with an object where a value is described';
  return `in the style ${way.replace('-exploded', ', exploded')}`;
}
