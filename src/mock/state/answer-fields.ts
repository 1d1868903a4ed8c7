import type { ApiResponse, Header } from '../../api/model.ts';
import type { HttpHeaders } from '../../http/exchange.ts';
import { judgeHeaders } from '../../judge/response.ts';
import type { Schemas } from '../../schema/schemas.ts';

/** The texts that a field may have, the best first, by its name in lower case. */
export type FieldTexts = ReadonlyMap<string, readonly string[]>;

/**
 * The described header fields of an answer, filled from the state. A field that the state cannot
 * fill validly is left out unless it is required, because its example would be about something
 * else.
 */
export function answerFields(
  { headers }: ApiResponse,
  shown: HttpHeaders,
  texts: FieldTexts,
  schemas: Schemas,
): HttpHeaders {
  if (headers.length === 0) return shown;
  const fields: Record<string, string | readonly string[] | undefined> = { ...shown };
  for (const header of headers) {
    const name = header.name.toLowerCase();
    const known = texts.get(name);
    if (known === undefined) continue;
    const text = known.find((one) => isAllowed(header, name, one, schemas));
    if (text !== undefined) fields[name] = text;
    else if (!header.required) delete fields[name];
  }
  return fields;
}

function isAllowed(header: Header, name: string, text: string, schemas: Schemas): boolean {
  const response = { status: 200, headers: { [name]: text }, body: new Uint8Array(0) };
  return judgeHeaders([header], response, schemas).findings.every(
    ({ severity }) => severity !== 'violation',
  );
}
