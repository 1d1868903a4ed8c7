import { type Styled, writeStyled } from '../body/style.ts';
import { fieldBytes } from '../http/field-text.ts';
import { percentEncode } from '../http/percent.ts';
import type { OperationContract, SharedContract } from './contract.ts';
import { plainValue } from './plain-value.ts';

/** The parameters of a call by place, as a program gives them. */
export type GivenParameters = Readonly<
  Partial<Record<Place, Readonly<Record<string, unknown>> | undefined>>
>;

type Place = 'path' | 'query' | 'header' | 'cookie';

/**
 * The path with its parameters. A fragment distinguishes paths in a document and is never sent (RFC
 * 9110 section 7.1).
 * @throws {TypeError} if a parameter is missing or would change the path. An empty segment would
 * lead to the collection, and dots to the level above.
 */
export function writePath(
  name: string,
  operation: OperationContract,
  given: GivenParameters = {},
  contract: SharedContract = {},
): string {
  return operation.path
    .split('#', 1)[0]!
    .split('/')
    .map((segment) => {
      const written = segment.replace(/\{([^{}]*)\}/g, (_, parameter: string) => {
        const text = write(
          operation,
          contract,
          'path',
          parameter,
          given.path?.[parameter] ?? undefined,
        );
        if (text !== '') return text;
        throw new TypeError(`Cannot call ${name}: the path parameter "${parameter}" is empty`);
      });
      if (written === segment || !/^\.{1,2}$/.test(written)) return written;
      throw new TypeError(`Cannot call ${name}: "${written}" is not a segment of a path`);
    })
    .join('/');
}

/** The parameters of a query or of the cookies, as `name=value`. */
export function writePairs(
  operation: OperationContract,
  place: 'query' | 'cookie',
  given: GivenParameters = {},
  contract: SharedContract = {},
): readonly string[] {
  return Object.entries(given[place] ?? {})
    .map(([name, value]) => write(operation, contract, place, name, value))
    .filter((text) => text !== '');
}

export function writeHeaders(
  operation: OperationContract,
  { header = {} }: GivenParameters = {},
  contract: SharedContract = {},
): [string, string][] {
  return Object.entries(header)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, fieldBytes(write(operation, contract, 'header', name, value))]);
}

function write(
  { styles = [] }: OperationContract,
  { json }: SharedContract,
  place: Place,
  name: string,
  given: unknown,
): string {
  const value = plainValue(given);
  const own = styles.find((style) => style.in === place && style.name === name);
  if (own?.content !== undefined && value !== undefined) {
    const text = typeof value === 'string' ? value : (json ?? JSON).stringify(value);
    if (place === 'header') return text;
    return place === 'path' ? percentEncode(text) : `${percentEncode(name)}=${percentEncode(text)}`;
  }
  const isForm = place === 'query' || place === 'cookie';
  const parameter: Styled = {
    ...{ name, in: place, style: isForm ? 'form' : 'simple', explode: isForm },
    allowReserved: false,
    json,
    ...own,
  };
  return writeStyled(parameter, value);
}
