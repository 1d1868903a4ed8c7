import type { MediaType, Operation } from '../api/model.ts';
import { exampleContent, exampleOf } from '../example/media-type.ts';
import type { HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';
import { decodedOrSame } from '../http/percent.ts';
import { parseHttpUrl } from '../http/url.ts';
import { writtenContent } from '../http/written-content.ts';
import type { Judge } from '../judge/judge.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import { messageOf } from '../report/message.ts';
import { jsonAnswer, refuse, refuseMethod, sentObject } from './admin-answer.ts';
import type { CallbackOptions } from './callbacks.ts';
import { isAllowed, requestOf } from './outgoing-request.ts';
import { ownPath } from './own-answer.ts';
import { createSender, usualRetries } from './sender.ts';
import { signatureOf } from './signature.ts';
import { sessionName } from './state/session.ts';

/** An API whose webhooks and callbacks are sent. */
export interface SendingApi extends Required<Pick<CallbackOptions, 'sending' | 'onSent'>> {
  readonly name: string;
  readonly judge: Judge;
}

/** A request that the contract describes and the API sends: a webhook, or a callback of an operation. */
interface Sendable {
  /** `newPet`, or `subscribe/onData` for a callback. */
  readonly name: string;
  readonly api: SendingApi;
  readonly operation: Operation;
}

/**
 * Lists the described webhooks and callbacks, shows one, and sends one:
 * `POST /__specwright/webhooks/NAME {"url": …, "body": …}`. It goes where callbacks may go, and both of its
 * messages are judged.
 */
export async function controlWebhooks(
  request: HttpRequest,
  path: string,
  apis: readonly SendingApi[],
  allowed: CallbackOptions['callbacks'] = false,
): Promise<HttpResponse> {
  const all = apis.flatMap(sendableOf);
  const name = nameIn(path);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (name === '') {
    if (!isRead) return refuseMethod(['GET', 'HEAD']);
    const webhooks = all.map(({ name: own, api, operation: { method } }) => ({
      ...{ name: own, api: api.name, method },
    }));
    return jsonAnswer({ webhooks });
  }
  if (!isRead && request.method !== 'POST') return refuseMethod(['GET', 'HEAD', 'POST']);
  const sent = isRead ? undefined : readSent(request.body);
  if (!isRead && sent === undefined) {
    return unprocessable('the content must be {"url": "http://127.0.0.1:3000/hook"}');
  }
  const found = all.find(
    (one) =>
      one.name === name && (sent?.method === undefined || one.operation.method === sent.method),
  );
  if (found === undefined) {
    const names = all.map((one) => one.name);
    const detail = `there is no webhook "${name}"${didYouMeanOneOf(name, names)}`;
    return refuse(404, 'Not Found', detail);
  }
  if (sent === undefined) return shown(found);
  const url = parseHttpUrl(sent.url);
  if (url === undefined) return unprocessable(`"${sent.url}" is not an HTTP URL`);
  if (!isAllowed(url.hostname, allowed, found.api.sending.hosts)) {
    const detail = `webhooks to ${url.hostname} are not allowed; only this machine and the hosts of "webhooks.hosts" are`;
    return refuse(403, 'Forbidden', detail);
  }
  return send(found, url, sent, sessionName(request.headers));
}

function sendableOf(api: SendingApi): readonly Sendable[] {
  const { webhooks, operations } = api.judge.api;
  const callbacks = operations.flatMap(({ id, callbacks: described }) =>
    described.flatMap(({ name, operations: called }) =>
      called.map((operation) => ({ name: `${id}/${name}`, api, operation })),
    ),
  );
  return [...webhooks.map((operation) => ({ name: operation.path, api, operation })), ...callbacks];
}

/** `NAME` of `/__specwright/webhooks/NAME`, decoded. */
function nameIn(path: string): string {
  const [, , ...rest] = path.slice(ownPath.length).split('/');
  return decodedOrSame(rest.join('/'));
}

/** The webhook that the mock sends if the caller gives no body. */
function shown({ name, api, operation }: Sendable): HttpResponse {
  const { sending, judge } = api;
  const request = requestOf(operation, judge.schemas);
  const { signing: form, secret, retries = usualRetries } = sending;
  return jsonAnswer({
    ...{ name, api: api.name, method: operation.method, retries },
    signature: signatureOf(operation, form, secret)?.name ?? null,
    ...(request && {
      headers: request.headers,
      query: request.target,
      ...writtenContent(request.body),
    }),
  });
}

interface SentWish {
  readonly url: string;
  readonly method: string | undefined;
  readonly hasBody: boolean;
  readonly body: unknown;
  /** The number of retries; `undefined` if the settings decide. */
  readonly retries: number | undefined;
}

/** No more repetitions are taken from a request. */
const mostRetries = 10;

function readSent(content: Uint8Array): SentWish | undefined {
  const read = sentObject(content);
  if (typeof read?.url !== 'string') return undefined;
  const { url, method, body, retries } = read;
  const isCount = Number.isInteger(retries) && Number(retries) >= 0;
  if (retries !== undefined && !isCount) return undefined;
  const named = typeof method === 'string' ? method.toUpperCase() : undefined;
  return {
    ...{ url, method: named, hasBody: Object.hasOwn(read, 'body'), body },
    retries: isCount ? Math.min(Number(retries), mostRetries) : undefined,
  };
}

async function send(
  { name, api, operation }: Sendable,
  url: URL,
  wish: SentWish,
  session: string,
): Promise<HttpResponse> {
  const { judge, sending, onSent } = api;
  const example = requestOf(operation, judge.schemas);
  const request = wish.hasBody ? withBody(operation, judge, wish.body, example) : example;
  if (request === undefined) {
    return unprocessable('the contract shows no valid request; give a "body"');
  }
  if (typeof request === 'string') {
    return unprocessable(`the webhook's body breaks the contract: ${request}`);
  }
  const settings = wish.retries === undefined ? sending : { ...sending, retries: wish.retries };
  const deliver = createSender(api.name, judge, settings, onSent);
  const { status, reason, findings, attempts } = await deliver({
    ...{ operation, url, request, session },
  });
  if (status === undefined) {
    const times = attempts === 1 ? '' : ` after ${attempts} attempts`;
    const detail = `the webhook could not be sent to ${url.host}${times}: ${reason}`;
    return refuse(502, 'Bad Gateway', detail);
  }
  return jsonAnswer({
    ...{ name, method: operation.method, url: url.href, status, attempts },
    findings: findings.map((found) => ({
      ...{ code: found.code, severity: found.severity, message: messageOf(found) },
    })),
  });
}

function unprocessable(detail: string): HttpResponse {
  return refuse(422, 'Unprocessable Content', detail);
}

/** A request with another body; its faults if it is invalid. */
function withBody(
  operation: Operation,
  { schemas }: Judge,
  body: unknown,
  example: HttpRequest | undefined,
): HttpRequest | string | undefined {
  const media: MediaType | undefined = operation.requestBody?.content[0];
  if (media === undefined) return 'it describes no body';
  const given = exampleOf(body, media, exampleContent([media], 'request', schemas));
  const [broken] = given.findings.filter(({ severity }) => severity === 'violation');
  if (!given.sent.ok) return given.sent.reason;
  if (broken !== undefined) return messageOf(broken);
  const { body: bytes, contentType } = given.sent.content;
  const headers: HttpHeaders = { ...example?.headers, 'content-type': contentType };
  return { method: operation.method, target: example?.target ?? '', headers, body: bytes };
}
