import { problemResponse } from '../../http/problem-details.ts';
import { describedResponse } from '../../judge/response.ts';
import { makeAnswer } from '../answer.ts';
import { violationHeader } from '../fault-headers.ts';
import type { MadeAnswer } from '../made-answer.ts';
import { problem, violationsOf } from '../problems.ts';
import { choose, type ResponseSelection } from '../select-response.ts';
import type { Outcome, Stated, World } from './acting.ts';
import { answerFields } from './answer-fields.ts';
import type { OperationCall } from './call.ts';
import { storeAway } from './store-away.ts';

/**
 * The refusal that the contract describes. A missing item or a bad patch gives problem details in
 * its place, because an example would be about something else.
 */
export async function refuse(
  call: OperationCall,
  { status, why, texts, violations }: Outcome & { readonly kind: 'refused' },
  world: World,
): Promise<Stated> {
  const selection = isDescribed(call, status) ? refusalSelection(call, status, world) : undefined;
  const made = selection && (await makePlain(call, selection, world));
  if (selection !== undefined && made !== undefined && made.source !== 'problem') {
    const { schemas } = world.makers.judge;
    const { response } = made;
    const headers = {
      ...answerFields(selection.response, response.headers, texts ?? new Map(), schemas),
      ...violationHeader(violations ?? []),
    };
    const shown: MadeAnswer = { ...made, response: { ...response, headers }, source: 'state' };
    return { kind: 'made', made: status === 503 ? { ...shown, trouble: why } : shown };
  }
  if (status === 503) return { kind: 'made', made: storeAway(why) };
  if (status !== 404 && violations === undefined) {
    return { kind: 'plain', reason: `${why}, and the contract describes no ${status}` };
  }
  const problemDetails =
    violations === undefined
      ? problem('NOT_FOUND', why)
      : problem('UNPROCESSABLE_ENTITY', why, { validation: violationsOf(violations) });
  const response = problemResponse(problemDetails);
  return { kind: 'made', made: { response, source: 'problem', example: undefined } };
}

/**
 * A client that accepts none of a refusal's media types is refused all the same (RFC 9110 section
 * 15.5.7).
 */
function refusalSelection(
  call: OperationCall,
  status: number,
  world: World,
): ResponseSelection | undefined {
  const { preferences } = call;
  const anyType: OperationCall = { ...call, preferences: { ...preferences, accept: undefined } };
  return selectionOf(call, status, world) ?? selectionOf(anyType, status, world);
}

/** Whether a contract describes a refusal; `default` is one if a success is described beside it. */
export function isDescribed({ operation: { responses } }: OperationCall, status: number): boolean {
  const described = describedResponse(responses, status);
  if (described === undefined) return false;
  return described.status !== 'default' || responses.some((one) => one.status.startsWith('2'));
}

export function selectionOf(
  call: OperationCall,
  status: number,
  { makers }: World,
): ResponseSelection | undefined {
  if (call.selection.status === status) return call.selection;
  const prefer = { invalid: [], code: String(status) };
  const { operation, preferences } = call;
  const choice = choose(operation, [], { ...preferences, prefer }, makers.judge.schemas);
  return choice.kind === 'selected' ? choice.selection : undefined;
}

export function makePlain(
  call: OperationCall,
  selection: ResponseSelection,
  { makers }: World,
): Promise<MadeAnswer> {
  const requested = {
    ...selection,
    seed: undefined,
    parameters: {},
    errors: false,
    lenient: false,
  };
  return makeAnswer(call.operation, requested, makers);
}
