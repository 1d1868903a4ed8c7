import { defaultMediaType, writeBody } from './body.ts';
import type { OperationContract, SharedContract } from './contract.ts';
import { type Credentials, proofFor } from './credentials.ts';
import { type GivenParameters, writeHeaders, writePairs, writePath } from './parameters.ts';
import { type HeadersInit, isA, type RequestInit } from './web-api.ts';

/** The options for a request; all others go to the platform. */
export interface GivenRequest extends Omit<RequestInit, 'method' | 'body' | 'headers'> {
  readonly params?: GivenParameters | undefined;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  /** The requested media type; the default is every described one. */
  readonly accept?: string | undefined;
  /** Later fields replace earlier ones, and described ones replace all others. */
  readonly headers: readonly (HeadersInit | undefined)[];
}

/**
 * Writes a request by the contract: parameters by their styles, the body by its media type, and the
 * credentials of the first possible security alternative.
 * @throws {TypeError} if a path parameter is missing, or the media type cannot carry the body.
 */
export async function writeRequest(
  name: string,
  operation: OperationContract,
  { params, body, contentType, accept, headers: fields, ...init }: GivenRequest,
  contract: SharedContract,
  { baseUrl, credentials = {} }: { baseUrl: string; credentials?: Credentials | undefined },
): Promise<Request> {
  const proof = await proofFor(operation, contract.schemes ?? {}, credentials);
  const query = [...writePairs(operation, 'query', params, contract), ...proof.query].join('&');
  const cookies = [...writePairs(operation, 'cookie', params, contract), ...proof.cookies].join(
    '; ',
  );
  const headers = new Headers(proof.headers);
  if (cookies !== '') headers.set('cookie', cookies);
  for (const own of [...fields, writeHeaders(operation, params, contract)]) {
    new Headers(own).forEach((value, field) => {
      headers.set(field, value);
    });
  }
  const accepted = accept ?? (headers.has('accept') ? '' : acceptedBy(operation));
  if (accepted !== '') headers.set('accept', accepted);
  const all: RequestInit & { duplex?: 'half' } = { ...init, method: operation.method, headers };
  if (body !== undefined) {
    const type = contentType ?? headers.get('content-type') ?? defaultMediaType(operation);
    const written = writeBody(body, type, operation, contract);
    all.body = written.body;
    if (written.contentType === undefined) headers.delete('content-type');
    else headers.set('content-type', written.contentType);
    if (isA(written.body, 'ReadableStream')) all.duplex = 'half';
  }
  const path = writePath(name, operation, params, contract);
  // A path may contain a query, although OpenAPI does not mention that.
  const join = path.includes('?') ? '&' : '?';
  const url = `${baseUrl.replace(/\/$/, '')}${path}${query && join + query}`;
  return new Request(url, all);
}

/**
 * The media types of the described answers, those of successes first. A browser sends a preflight
 * for a field with quotes or more than 128 bytes (Fetch section 2.2.2), so that such types are left
 * out.
 */
function acceptedBy({ answers }: OperationContract): string {
  const rank = (status: string) => Number(!status.startsWith('2'));
  const names = Object.keys(answers)
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((status) => Object.keys(answers[status]!));
  return [...new Set(names)]
    .filter((name) => !/["(),:<>?@[\\\]{}]/.test(name))
    .reduce((field, name) => {
      const longer = field === '' ? name : `${field}, ${name}`;
      return longer.length > 128 ? field : longer;
    }, '');
}
