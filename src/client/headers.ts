import { readStyled, type Styled } from '../body/style.ts';
import { fieldText } from '../http/field-text.ts';
import type { HeaderContract, HeaderReader, SharedContract } from './contract.ts';
import { essenceOf, isJson } from './media-type.ts';
import { shapeOf } from './shapes.ts';

/** Reads headers in the style `simple`, or by the media type of their `content`. */
export const readHeaders: HeaderReader = ({ headers }, described, contract) => {
  const found = described.flatMap((header) => {
    const text = headers.get(header.name);
    const value = text === null ? undefined : read(fieldText(text), header, contract);
    return value === undefined ? [] : [[header.name, value] as const];
  });
  return Object.fromEntries(found);
};

/** `undefined` if the text is not as the contract describes it. */
function read(text: string, header: HeaderContract, contract: SharedContract): unknown {
  const { json, integerShapes = [], dates, dateShapes = [] } = contract;
  try {
    const value = plainOf(text, header, contract);
    const exact = json ? json.read(value, header.integers, integerShapes) : value;
    return dates ? dates(exact, header.dates, dateShapes) : exact;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function plainOf(text: string, header: HeaderContract, contract: SharedContract): unknown {
  const { name, content, explode = false } = header;
  if (content !== undefined) {
    return isJson(essenceOf(content)) ? (contract.json ?? JSON).parse(text) : text;
  }
  const shape = shapeOf(contract, header);
  const style: Styled = { name, in: 'header', style: 'simple', explode, allowReserved: false };
  const decoded = readStyled(style, text, shape);
  if (!decoded.ok) return undefined;
  const isText = shape.types.size === 0 || shape.types.has('string');
  return typeof decoded.value === 'string' && !isText ? undefined : decoded.value;
}
