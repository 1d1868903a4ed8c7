import type { MediaType, Operation } from '../api/model.ts';
import { joinBytes } from '../body/bytes.ts';
import { decodedOrSame } from '../body/percent.ts';
import { exampleContent, exampleOf } from '../example/media-type.ts';
import type { HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';
import { parseHttpUrl } from '../http/url.ts';
import type { Judge } from '../judge/judge.ts';
import { responseOf } from '../judge/messages.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import { messageOf } from '../report/message.ts';
import { jsonAnswer, refuse, refuseMethod, sentObject } from './admin-answer.ts';
import type { CallbackOptions } from './callbacks.ts';
import { isAllowed, reasonOf, requestOf, sendTo } from './outgoing-request.ts';
import { ownPath } from './own-answer.ts';

const longestAnswer = 1_000_000;

/**
 * Lists the described webhooks, and sends one: `POST /__specwright/webhooks/NAME {"url": …, "body":
 * …}`. It may go where callbacks may go, and its request and response are judged.
 */
export async function controlWebhooks(
  request: HttpRequest,
  path: string,
  apis: readonly { readonly name: string; readonly judge: Judge }[],
  allowed: CallbackOptions['callbacks'] = false,
): Promise<HttpResponse> {
  const all = apis.flatMap(({ name: api, judge }) =>
    judge.api.webhooks.map((operation) => ({ api, judge, operation })),
  );
  const name = nameIn(path);
  if (name === '') {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuseMethod(['GET', 'HEAD']);
    const webhooks = all.map(({ api, operation: { path: hook, method } }) => ({
      name: hook,
      api,
      method,
    }));
    return jsonAnswer({ webhooks });
  }
  if (request.method !== 'POST') return refuseMethod(['POST']);
  const sent = readSent(request.body);
  if (sent === undefined) {
    return refuse(
      422,
      'Unprocessable Content',
      'the content must be {"url": "http://127.0.0.1:3000/hook"}',
    );
  }
  const found = all.find(
    ({ operation }) =>
      operation.path === name && (sent.method === undefined || operation.method === sent.method),
  );
  if (found === undefined) {
    const names = all.map(({ operation }) => operation.path);
    const detail = `there is no webhook "${name}"${didYouMeanOneOf(name, names)}`;
    return refuse(404, 'Not Found', detail);
  }
  const url = parseHttpUrl(sent.url);
  if (url === undefined) {
    return refuse(422, 'Unprocessable Content', `"${sent.url}" is no URL of HTTP`);
  }
  if (!isAllowed(url.hostname, allowed)) {
    const detail = `webhooks to ${url.hostname} are not allowed; only this machine and the hosts of "callbacks" are`;
    return refuse(403, 'Forbidden', detail);
  }
  return send(found.operation, found.judge, url, sent);
}

/** `NAME` of `/__specwright/webhooks/NAME`, decoded. */
function nameIn(path: string): string {
  const [, , ...rest] = path.slice(ownPath.length).split('/');
  return decodedOrSame(rest.join('/'));
}

interface SentWish {
  readonly url: string;
  readonly method: string | undefined;
  readonly hasBody: boolean;
  readonly body: unknown;
}

function readSent(content: Uint8Array): SentWish | undefined {
  const read = sentObject(content);
  if (typeof read?.url !== 'string') return undefined;
  const { url, method, body } = read;
  const named = typeof method === 'string' ? method.toUpperCase() : undefined;
  return { url, method: named, hasBody: Object.hasOwn(read, 'body'), body };
}

async function send(
  operation: Operation,
  judge: Judge,
  url: URL,
  sent: SentWish,
): Promise<HttpResponse> {
  const shown = requestOf(operation, judge.schemas);
  const request = sent.hasBody ? withBody(operation, judge, sent.body, shown) : shown;
  if (request === undefined) {
    return refuse(
      422,
      'Unprocessable Content',
      'the contract shows no valid request; give a "body"',
    );
  }
  if (typeof request === 'string') {
    return refuse(
      422,
      'Unprocessable Content',
      `the webhook's body breaks the contract: ${request}`,
    );
  }
  const { method } = operation;
  try {
    const response = await sendTo(url, request);
    const { findings } = judge.response(operation, { method }, await beginningOf(response));
    return jsonAnswer({
      ...{ name: operation.path, method, url: url.href, status: response.status },
      findings: findings.map((found) => ({
        ...{ code: found.code, severity: found.severity, message: messageOf(found) },
      })),
    });
  } catch (error) {
    return refuse(
      502,
      'Bad Gateway',
      `the webhook could not be sent to ${url.host}: ${reasonOf(error)}`,
    );
  }
}

/** A request with another body; its faults if it is invalid. */
function withBody(
  operation: Operation,
  { schemas }: Judge,
  body: unknown,
  shown: HttpRequest | undefined,
): HttpRequest | string | undefined {
  const media: MediaType | undefined = operation.requestBody?.content[0];
  if (media === undefined) return 'it describes no body';
  const example = exampleOf(body, media, exampleContent([media], 'request', schemas));
  const [broken] = example.findings.filter(({ severity }) => severity === 'violation');
  if (!example.sent.ok) return example.sent.reason;
  if (broken !== undefined) return messageOf(broken);
  const { body: bytes, contentType } = example.sent.content;
  const headers: HttpHeaders = { ...shown?.headers, 'content-type': contentType };
  return { method: operation.method, target: shown?.target ?? '', headers, body: bytes };
}

/** The beginning of a long answer is enough. */
async function beginningOf(response: Response): Promise<HttpResponse> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined && length < longestAnswer) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  await reader?.cancel().catch(() => {});
  const headers = new Headers(response.headers);
  // Fetch has decoded the content.
  headers.delete('content-encoding');
  return responseOf({ status: response.status, headers, body: joinBytes(chunks) });
}
