import type { ApiResponse, Header } from '../api/model.ts';
import type { HeaderContract } from '../client/contract.ts';
import { isSetCookie } from '../judge/set-cookie.ts';
import { present } from './present.ts';
import type { ShapeTable } from './shape-table.ts';

/**
 * The headers that a program gets as values. A browser hides Set-Cookie, and other platforms join its
 * fields.
 */
export function readableHeaders({ headers }: ApiResponse): readonly Header[] {
  return headers.filter((header) => !isSetCookie(header));
}

/** A header as data, without the places of formats in its value. */
export function headerContract(
  { name, schema, content, explode }: Header,
  shapes: ShapeTable,
): HeaderContract {
  const isPlain = schema === undefined || shapes.isText(schema);
  return present({
    name,
    shape: isPlain ? undefined : shapes.indexOf(schema),
    explode: explode ? (true as const) : undefined,
    content: content?.name,
  });
}
