import type { ClientRequest, IncomingMessage } from 'node:http';
import { headOf, pass, send } from './answer.ts';
import { type PassedContent, passContent } from './exchange.ts';
import { passInterim } from './interim.ts';
import { abortedEnd, type Passage } from './passage.ts';
import { brokenOffText, unreachableAnswer, unreachableText } from './unreachable.ts';
import { isWorthAgain, type UpstreamRequests } from './upstream-request.ts';

/** Passes exchanges on while they come, in whichever length. */
export interface Streaming {
  pass(passage: Passage): void;
  /**
   * Forwards the provider's answer to a request. `sent` gives the content of the request that has
   * passed; `again` sends the request once more; `forwardBegun` forwards an answer in another way.
   */
  forwardAnswer(
    asking: ClientRequest,
    passage: Passage,
    sent: () => PassedContent,
    again?: () => void,
    forwardBegun?: Streaming['forward'],
  ): void;
  /** Forwards an answer that has begun; `start` is the part of its content that was read. */
  forward(
    answered: IncomingMessage,
    asking: ClientRequest,
    passage: Passage,
    sent: () => PassedContent,
    start?: Uint8Array,
  ): void;
}

export function createStreaming(upstream: UpstreamRequests, bodyLimit: number): Streaming {
  const { target } = upstream;

  function passThrough(passage: Passage): void {
    const { incoming } = passage;
    const asking = upstream.open(incoming);
    const sent = passContent(incoming, asking, bodyLimit);
    const { 'content-length': length = '0', 'transfer-encoding': coding } = incoming.headers;
    const again = () => {
      const other = upstream.open(incoming);
      forwardAnswer(other, passage, sent, again);
      other.end();
    };
    // A content that has gone by cannot be sent again.
    const isEmpty = length === '0' && coding === undefined;
    forwardAnswer(asking, passage, sent, isEmpty ? again : undefined);
    incoming.on('error', () => asking.destroy());
  }

  function forwardAnswer(
    asking: ClientRequest,
    passage: Passage,
    sent: () => PassedContent,
    again?: () => void,
    forwardBegun: Streaming['forward'] = forward,
  ): void {
    const { incoming, outgoing, onEnd } = passage;
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) asking.destroy();
    });
    asking.on('information', (interim) => passInterim(interim, outgoing, target));
    let hasBegun = false;
    asking.on('response', (answered) => {
      hasBegun = true;
      forwardBegun(answered, asking, passage, sent);
    });
    asking.on('error', (error) => {
      // An answer that has begun reports its own end.
      if (hasBegun) return;
      if (outgoing.destroyed) {
        onEnd(abortedEnd(incoming.complete ? sent() : undefined));
        return;
      }
      if (again !== undefined && isWorthAgain(asking, error)) {
        again();
        return;
      }
      const trouble = unreachableText(target, error);
      const response = unreachableAnswer(error, trouble);
      send(response, outgoing);
      onEnd({ by: 'proxy', requestBody: sent(), response, trouble });
    });
  }

  function forward(
    answered: IncomingMessage,
    asking: ClientRequest,
    { incoming, outgoing, onEnd }: Passage,
    sent: () => PassedContent,
    start?: Uint8Array,
  ): void {
    let isOver = false;
    const breakOff = (error?: Error) => {
      // A provider may answer, and close the connection, before it has read the whole request.
      if (isOver) return;
      isOver = true;
      if (outgoing.destroyed) {
        onEnd(abortedEnd(incoming.complete ? sent() : undefined, headOf(answered)));
      } else {
        const trouble = brokenOffText(target, error);
        onEnd({ by: 'provider', requestBody: sent(), trouble });
      }
      outgoing.destroy();
    };
    asking.on('error', breakOff);
    answered.on('error', breakOff);
    answered.on('aborted', () => setImmediate(breakOff));
    const came = pass(answered, outgoing, target, bodyLimit, start);
    answered.on('end', () => {
      isOver = true;
      const response = { ...headOf(answered), body: came() };
      onEnd({ by: 'provider', requestBody: sent(), response });
    });
  }

  return { pass: passThrough, forwardAnswer, forward };
}
