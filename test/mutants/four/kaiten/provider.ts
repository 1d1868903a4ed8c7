import { type Check, object, orNull, text } from '../../check.ts';
import { request } from '../../edit.ts';
import type { Handle, Incoming, Outgoing } from '../../http.ts';
import { json, mediaType, Refusal, refuseUnless } from '../../read.ts';
import { bearerToken, said, serving, uuidOf } from '../rim.ts';

export const credentials = { bearer: 'token-1' };

/** A valid token that may not create customers. */
const readingToken = 'token-2';

/** The slug of the customer that exists from the start. */
const takenSlug = 'awesome-customer';

/** A provider that keeps specs/kaiten, and accepts each slug once. */
export function createProvider(): { readonly handle: Handle; readonly store: undefined } {
  const methodOf = (path: string) => (path === '/customers' ? 'POST' : undefined);
  const taken = new Set([takenSlug]);
  const handle = serving(methodOf, (request) => create(request, taken), refusal);
  return { handle, store: undefined };
}

function create(request: Incoming, taken: Set<string>): Outgoing {
  const token = bearerToken(request);
  refuseUnless(token !== readingToken, 'the token does not allow this', 403);
  refuseUnless(token === undefined || token === credentials.bearer, 'the token is not valid', 401);
  mediaType(request, 'application/json');
  const details = acceptable(json(request.body));
  const slug = (details.slug as string | undefined) ?? slugFor(details.name as string, taken);
  refuseUnless(!taken.has(slug), 'another customer has this slug', 409);
  taken.add(slug);
  const by = { id: uuidOf(0), name: 'John Doe' };
  const at = '2026-01-02T03:04:05Z';
  return said(201, {
    ...details,
    slug,
    id: uuidOf(1),
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: { ...by },
  });
}

const newCustomer: Check = object({
  'externalCustomerId?': orNull(text()),
  name: text({ min: 1 }),
  'slug?': text({ min: 2, max: 100, pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/ }),
});

/** Checks a readable body, and refuses an invalid one with 422. */
function acceptable(value: unknown): Record<string, unknown> {
  try {
    newCustomer(value, 'body');
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(422, error.message) : error;
  }
  return value as Record<string, unknown>;
}

/** A new slug from the letters and digits of the name. */
function slugFor(name: string, taken: ReadonlySet<string>): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = ['customer', ...words].join('-').slice(0, 80).replace(/-$/, '');
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? slug : `${slug}-${count}`;
    if (!taken.has(free)) return free;
  }
}

/** A problem document; a wrong media type becomes a bad request. */
function refusal({ status: told, message }: Pick<Refusal, 'status' | 'message'>): Outgoing {
  const status = told === 415 ? 400 : told;
  const problem = { type: 'about:blank', title: message, status };
  const answer = said(status, problem, 'application/problem+json');
  if (status === 401) answer.headers['www-authenticate'] = 'Bearer';
  return answer;
}

export const refused = (status: number): Outgoing => refusal({ status, message: 'no' });

export const requests = {
  createCustomer: request(
    'POST /customers',
    { authorization: 'Bearer token-1', 'content-type': 'application/json' },
    JSON.stringify({ externalCustomerId: 'external-1', name: 'Awesome Customer' }),
  ),
};

export function operationOf({ method, path }: Incoming): 'createCustomer' | undefined {
  return method === 'POST' && path === '/customers' ? 'createCustomer' : undefined;
}
