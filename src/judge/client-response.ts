import { isJson, parseMediaRange } from '../http/media-type.ts';
/**
 * The answer in a response of supertest, axios or light-my-request, which hold the content in their
 * own ways; `undefined` for other messages.
 */
export function responseOfClient(message: object): AnswerData | undefined {
  const response = message as Partial<Superagent & Axios & Injected>;
  const { headers } = response;
  if (response.rawPayload instanceof Uint8Array) {
    return { status: response.statusCode, headers, body: response.rawPayload };
  }
  if (response.config !== undefined && 'data' in response) {
    return { status: response.status, headers, ...contentOfAxios(response) };
  }
  if (response.header !== undefined && response.req !== undefined && 'text' in response) {
    return {
      status: response.status,
      // Superagent decodes the content, but leaves the Content-Encoding field.
      headers: { ...headers, 'content-encoding': undefined },
      body: contentOfSuperagent(response),
    };
  }
  return undefined;
}

/** The method and the URL of the request behind a response of these clients or of Node. */
export function requestAnsweredBy(
  message: object,
): { readonly method: string; readonly url: string } | undefined {
  const { req, request, raw } = message as Partial<Superagent & Axios & Injected>;
  const { method, path, url } = req ?? raw?.req ?? request ?? {};
  const target = path ?? url;
  return typeof method === 'string' && typeof target === 'string'
    ? { method, url: target }
    : undefined;
}

interface AnswerData {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: BodyData;
  /** The parsed value of a JSON content. */
  readonly json?: unknown;
}

type BodyData = Uint8Array | ArrayBuffer | string | object | null | undefined;

/** Node names it `path` in the client, and `url` in the server, as Fetch does. */
interface AnsweredRequest {
  readonly method?: unknown;
  readonly path?: unknown;
  readonly url?: unknown;
}

interface Superagent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly header: unknown;
  readonly req: AnsweredRequest;
  readonly text: string | undefined;
  readonly body: unknown;
}

interface Axios {
  readonly status: number;
  readonly config: object;
  readonly request: AnsweredRequest;
  readonly data: unknown;
}

interface Injected {
  readonly statusCode: number;
  readonly raw: { readonly req?: AnsweredRequest };
  readonly rawPayload: unknown;
}

function contentOfSuperagent({ text, body }: Partial<Superagent>): BodyData {
  if (body instanceof Uint8Array) return body;
  if (typeof text === 'string') return text;
  // Without a content the body is an empty object.
  const isEmpty = typeof body === 'object' && body !== null && Object.keys(body).length === 0;
  return isEmpty ? undefined : (body as BodyData);
}

/** Axios parses all JSON, and leaves unparsable content as text. */
function contentOfAxios({
  data,
  headers = {},
}: Partial<Axios & Superagent>): Pick<AnswerData, 'body' | 'json'> {
  const fields = headers as Readonly<Record<string, unknown>>;
  const type = parseMediaRange(String(fields['content-type'] ?? ''));
  const isBytes = data instanceof Uint8Array || data instanceof ArrayBuffer;
  const isStream = typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
  if (!type || !isJson(type) || isBytes || isStream || data === undefined || data === '') {
    return { body: data as BodyData };
  }
  const isUnparsed =
    typeof data === 'string' &&
    Number(fields['content-length']) === new TextEncoder().encode(data).length;
  return isUnparsed ? { body: data } : { json: data };
}
