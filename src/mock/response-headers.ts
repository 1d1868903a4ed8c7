import type { ApiResponse } from '../api/model.ts';
import { headerExample } from '../example/parameter.ts';
import type { Schemas } from '../schema/schemas.ts';

/** Fields about the actual content. The server writes them, and ignores the contract's values. */
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

/**
 * The described fields of a response as texts, by name: examples or generated values. The fields of
 * Set-Cookie are lines of one text.
 */
export function headerTexts(
  response: ApiResponse,
  schemas: Schemas,
): readonly (readonly [name: string, text: string])[] {
  return response.headers.flatMap((header) => {
    if (serversOwn.has(header.name.toLowerCase())) return [];
    const example = headerExample(header, schemas);
    return example === undefined ? [] : [[header.name, example.text] as const];
  });
}
