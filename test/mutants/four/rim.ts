import type { Handle, Incoming, Outgoing } from '../http.ts';
import { Refusal } from '../read.ts';

/** Serves one method at each path; `refusal` writes the answer to a refused request. */
export function serving(
  methodOf: (path: string) => string | undefined,
  answer: Handle,
  refusal: (refused: Refusal, request: Incoming) => Outgoing,
): Handle {
  return (request) => {
    const method = methodOf(request.path);
    if (method === undefined) return refusal(new Refusal(404, 'there is nothing here'), request);
    if (method !== request.method) {
      const refused = refusal(new Refusal(405, 'there is no such method'), request);
      return { ...refused, headers: { ...refused.headers, allow: method } };
    }
    try {
      return answer(request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refusal(error, request);
    }
  };
}

/** An answer with JSON. */
export const said = (status: number, json: unknown, type = 'application/json'): Outgoing => ({
  status,
  headers: { 'content-type': type },
  json,
});

/** The token of `Authorization: Bearer …`; the scheme is case-insensitive (RFC 9110 section 11.1). */
export function bearerToken({ headers }: Incoming): string | undefined {
  return /^bearer +(.*)$/i.exec(headers.authorization ?? '')?.[1];
}

/** A UUID that ends with the number. */
export const uuidOf = (count: number): string =>
  `c211984f-b5a5-45fb-ae38-${String(count).padStart(12, '0')}`;
