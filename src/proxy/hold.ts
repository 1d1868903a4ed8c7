import type { ClientRequest, IncomingMessage } from 'node:http';
import type { HttpHeaders, HttpRequest, HttpResponse } from '../http/exchange.ts';
import { rawFieldsByName } from '../http/fields-by-name.ts';
import { contentTypeOf, isSequence } from '../http/media-type.ts';
import type { JudgedMessages } from '../traffic/traffic.ts';
import { headOf, send, sendHeld } from './answer.ts';
import { collect, passContent } from './exchange.ts';
import { type Answerer, abortedEnd, type Passage } from './passage.ts';
import type { Streaming } from './stream.ts';
import { brokenOffText, unreachableAnswer, unreachableText } from './unreachable.ts';
import { answerTo, isWorthAgain, type UpstreamRequests } from './upstream-request.ts';

/** Intervenes in the exchange of a request. */
export type Intervention = (request: HttpRequest) => Intervening;

/** Intervenes in an exchange, whose contents are held until they are complete. */
export interface Intervening {
  /** An answer instead of the provider's; `undefined` to ask the provider. */
  before(): Promise<Instead | undefined>;
  /** Whether an answer of this status is held; others stream through. */
  holds(status: number): boolean;
  /** An answer instead of the provider's, or fields to add to it. */
  after(response: HttpResponse): Promise<Changed>;
  /** The answer if the provider cannot be reached; `undefined` for the error itself. */
  unreachable(): Promise<HttpResponse | undefined>;
  /** The messages that were judged so far; `undefined` if no contract describes the request. */
  judged(): JudgedMessages | undefined;
}

export interface Instead {
  readonly response: HttpResponse;
  readonly by: Answerer;
}

export interface Changed {
  readonly instead?: Instead;
  readonly fields?: HttpHeaders;
}

/** Holds contents until they are complete, so that an intervention decides before they go on. */
export function createHolding(
  upstream: UpstreamRequests,
  streaming: Streaming,
  bodyLimit: number,
): (passage: Passage, intervention: Intervention) => Promise<void> {
  const { target } = upstream;
  const forwardChanged = createForwardChanged(target, streaming, bodyLimit);

  return async (passage, intervention) => {
    const { incoming, outgoing } = passage;
    const content = await collect(incoming, bodyLimit);
    if (content.kind === 'gone') {
      passage.onEnd(abortedEnd(undefined));
      return;
    }
    if (content.kind === 'longer') {
      const asking = upstream.open(incoming);
      const sent = passContent(incoming, asking, bodyLimit, content.start);
      streaming.forwardAnswer(asking, passage, sent);
      return;
    }
    const requestBody = content.bytes;
    const { method = 'GET' } = incoming;
    const headers = rawFieldsByName(incoming.rawHeaders);
    const inside = upstream.targetOf(incoming);
    const intervening = intervention({ method, target: inside, headers, body: requestBody });
    const decided = withJudged(passage, intervening);
    const { onEnd } = decided;
    if (await isAnsweredInstead(decided, intervening, requestBody)) return;
    if (outgoing.destroyed) {
      onEnd(abortedEnd(requestBody));
      return;
    }
    let asking = upstream.open(incoming);
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) asking.destroy();
    });
    let answered = await answerTo(asking, requestBody);
    while (answered instanceof Error && isWorthAgain(asking, answered) && !outgoing.destroyed) {
      asking = upstream.open(incoming);
      answered = await answerTo(asking, requestBody);
    }
    if (outgoing.destroyed) {
      const begun = answered instanceof Error ? undefined : headOf(answered);
      onEnd(abortedEnd(requestBody, begun));
      return;
    }
    if (answered instanceof Error) {
      const trouble = unreachableText(target, answered);
      const mocked = await intervening.unreachable();
      const response = mocked ?? unreachableAnswer(answered, trouble);
      send(response, outgoing);
      onEnd({ by: mocked === undefined ? 'proxy' : 'mock', requestBody, response, trouble });
      return;
    }
    await forwardChanged(answered, asking, decided, intervening, requestBody);
  };
}

/** Forwards an answer that has begun, or what the intervention makes of it when it is whole. */
export type ForwardChanged = (
  answered: IncomingMessage,
  asking: ClientRequest,
  passage: Passage,
  intervening: Intervening,
  requestBody: Uint8Array,
) => Promise<void>;

export function createForwardChanged(
  target: URL,
  streaming: Streaming,
  bodyLimit: number,
): ForwardChanged {
  return async (answered, asking, passage, intervening, requestBody) => {
    const { outgoing, onEnd } = passage;
    const head = headOf(answered);
    if (!intervening.holds(head.status) || isEndless(head)) {
      streaming.forward(answered, asking, passage, () => requestBody);
      return;
    }
    let broken: Error | undefined;
    asking.on('error', (error) => {
      broken = error;
    });
    const came = await collect(answered, bodyLimit);
    if (came.kind === 'gone') {
      if (outgoing.destroyed) onEnd(abortedEnd(requestBody, head));
      else onEnd({ by: 'provider', requestBody, trouble: brokenOffText(target, broken) });
      outgoing.destroy();
      return;
    }
    if (came.kind === 'longer') {
      streaming.forward(answered, asking, passage, () => requestBody, came.start);
      return;
    }
    const response = { ...head, body: came.bytes };
    const { instead: other, fields } = await intervening.after(response);
    if (other === undefined) sendHeld(answered, came.bytes, outgoing, target, fields);
    else send(other.response, outgoing);
    const isMocked = other?.by === 'mock';
    onEnd({
      by: isMocked ? 'mock' : 'provider',
      requestBody,
      response: isMocked ? other.response : response,
    });
  };
}

/** Reports an exchange with the messages that its intervention has judged. */
export function withJudged(passage: Passage, intervening: Intervening): Passage {
  return {
    ...passage,
    onEnd(end) {
      const judged = intervening.judged();
      passage.onEnd(judged === undefined ? end : { ...end, judged });
    },
  };
}

/** Answers instead of the provider, if the intervention says so. */
export async function isAnsweredInstead(
  { outgoing, onEnd }: Passage,
  intervening: Intervening,
  requestBody: Uint8Array,
): Promise<boolean> {
  const instead = await intervening.before();
  if (instead === undefined) return false;
  send(instead.response, outgoing);
  onEnd({ by: instead.by, requestBody, response: instead.response });
  return true;
}

/** A stream of events would be held until the provider ends it, if ever. */
function isEndless({ headers }: Pick<HttpResponse, 'headers'>): boolean {
  const received = contentTypeOf(headers);
  return received !== undefined && isSequence(received);
}
