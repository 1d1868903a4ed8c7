import type { ApiResponse, Header } from '../api/model.ts';
import { encodeBody } from '../body/codec.ts';
import { writeStyled } from '../body/style.ts';
import { sample } from '../schema/sample.ts';
import type { Schemas } from '../schema/schemas.ts';

/** Fields that the server writes by what it really sends, whatever the contract says of them. */
export const serversOwn: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'date',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The described fields of a response, by name, as they are written: an example, or made up. */
export function headerTexts(
  response: ApiResponse,
  schemas: Schemas,
): readonly (readonly [name: string, text: string])[] {
  return response.headers.flatMap((header) => {
    if (serversOwn.has(header.name.toLowerCase())) return [];
    const value = exampleValue(header, schemas);
    const text = value === undefined ? undefined : textOf(header, value, schemas);
    return text === undefined ? [] : [[header.name, text] as const];
  });
}

function exampleValue(header: Header, schemas: Schemas): unknown {
  const schema = header.content?.schema ?? header.schema;
  const examples = [...header.examples, ...(header.content?.examples ?? [])];
  const isValid = (value: unknown) =>
    schema === undefined || schemas.check(schema, 'response', value).kind === 'valid';
  const example = examples.find(({ value }) => value !== undefined && isValid(value));
  if (example !== undefined || schema === undefined) return example?.value;
  const made = sample(schemas, schema, 'response');
  return made.ok ? made.value : undefined;
}

function textOf(header: Header, value: unknown, schemas: Schemas): string | undefined {
  const { name, explode, content } = header;
  if (content === undefined) {
    const style = { name, in: 'header', style: 'simple', explode, allowReserved: false } as const;
    return writeStyled(style, value);
  }
  try {
    const shape = schemas.shape(content.schema);
    return new TextDecoder().decode(encodeBody(value, content.range, shape).body);
  } catch {
    return undefined;
  }
}
