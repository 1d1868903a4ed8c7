import { negotiate } from '../../http/accept.ts';
import type { HttpHeaders, HttpResponse } from '../../http/exchange.ts';
import { contentTypeOf } from '../../http/media-type.ts';
import { latest } from '../../latest.ts';
import type { MadeAnswer } from '../made-answer.ts';
import type { OperationRequest } from '../operation-request.ts';
import { sessionName } from '../state/session.ts';
import { nearestOf } from './nearest.ts';
import type { RecordedAnswer, ReplaySource } from './source.ts';

/** The header field with the name of the recorded exchange, or with a note that there is none. */
export const replayField = 'specwright-replay';

/** The recorded answer to a request, or that nothing was recorded. */
export type Replayed =
  | { readonly kind: 'made'; readonly made: MadeAnswer }
  | { readonly kind: 'none'; readonly reason: string };

export type ReplayAnswers = (request: OperationRequest, isValid: boolean) => Replayed;

/** How many recorded answers to one request each session has got. */
const mostCounts = 10_000;

/**
 * Answers from a recording. An identical request gets its recorded answers in order, and then the
 * last one again; other requests get those of the nearest request. An invalid request gets only
 * answers to exactly this request.
 */
export function createReplay(source: ReplaySource): ReplayAnswers {
  const counts = latest<{ given: number }>(mostCounts);

  function next(session: string, key: string, answers: readonly RecordedAnswer[]) {
    const count = counts(`${session} ${key}`, () => ({ given: 0 }));
    const answer = answers[Math.min(count.given, answers.length - 1)]!;
    count.given += 1;
    return answer;
  }

  return ({ operation, request, judged, preferences }, isValid) => {
    const requests = source.get(operation);
    if (requests === undefined) return none('nothing was recorded of this operation');
    const nearest = nearestOf(requests, request, judged);
    if (nearest === undefined) return none('nothing was recorded for these path parameters');
    const { recorded, key, differences } = nearest;
    if (!isValid && differences.length > 0) return none('this request was not recorded');
    const taken = recorded.answers.filter(({ response }) =>
      isAccepted(response, preferences.accept),
    );
    if (taken.length === 0) return none('nothing was recorded that the request accepts');
    const { name, response } = next(sessionName(request.headers), `${operation.id} ${key}`, taken);
    const headers = { ...response.headers, ...fieldOf(name, differences) };
    return {
      kind: 'made',
      made: { response: { ...response, headers }, source: 'replay', example: undefined },
    };
  };
}

function none(reason: string): Replayed {
  return { kind: 'none', reason };
}

const mostNamed = 5;

/** `line 3; differs: query limit, body /name`. */
function fieldOf(name: string, differences: readonly string[]): HttpHeaders {
  const named = differences.slice(0, mostNamed).map((one) => one.replace(/[^ -~]/g, '?'));
  if (differences.length > mostNamed) named.push(`and ${differences.length - mostNamed} more`);
  return {
    [replayField]: [name, ...(named.length > 0 ? [`differs: ${named.join(', ')}`] : [])].join('; '),
  };
}

function isAccepted({ headers }: HttpResponse, accept: string | undefined): boolean {
  const range = contentTypeOf(headers);
  return range === undefined || negotiate(accept, [range]).length > 0;
}

/** A mock's answer to a request that was not recorded. */
export function unrecorded(made: MadeAnswer, reason: string): MadeAnswer {
  const headers = { ...made.response.headers, [replayField]: 'none' };
  const trouble = [`answered without the recording: ${reason}`, made.trouble]
    .filter((text) => text !== undefined)
    .join('; ');
  return { ...made, response: { ...made.response, headers }, trouble };
}
