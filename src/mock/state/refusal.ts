import type { HttpHeaders } from '../../http/exchange.ts';
import { problemResponse } from '../../http/problem-details.ts';
import { describedResponse } from '../../judge/response.ts';
import { makeAnswer } from '../answer.ts';
import { violationHeader } from '../fault-headers.ts';
import { judgeAnswer } from '../judge-answer.ts';
import type { MadeAnswer } from '../made-answer.ts';
import { problem, violationsOf } from '../problems.ts';
import { choose, type ResponseSelection } from '../select-response.ts';
import type { Outcome, Stated, World } from './acting.ts';
import { answerFields, type FieldTexts } from './answer-fields.ts';
import type { OperationCall } from './call.ts';
import { truthful } from './refusal-body.ts';
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
  const plain = selection && (await makePlain(call, selection, world));
  if (selection !== undefined && plain !== undefined && plain.source !== 'problem') {
    const { schemas } = world.makers.judge;
    const made = toldBy(plain, call, selection, { status, why }, world);
    const { response } = made;
    const known = texts ?? new Map();
    const headers = {
      ...(status === 304 && fieldsOfUnchanged(call, known, world)),
      ...answerFields(selection.response, response.headers, known, schemas),
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

/** What a 304 has of the answer in its place (RFC 9110 section 15.4.5). */
const unchanged = new Set(['cache-control', 'content-location', 'etag', 'expires', 'vary']);

function fieldsOfUnchanged(
  { selection: { response } }: OperationCall,
  texts: FieldTexts,
  { makers: { sources, judge } }: World,
): HttpHeaders {
  const fields = answerFields(response, sources.headerFields(response), texts, judge.schemas);
  return Object.fromEntries(Object.entries(fields).filter(([name]) => unchanged.has(name)));
}

/** A refusal without an example tells its status and its reason, where its schema allows that. */
function toldBy(
  made: MadeAnswer,
  { operation }: OperationCall,
  selection: ResponseSelection,
  refused: { readonly status: number; readonly why: string },
  world: World,
): MadeAnswer {
  const { makers } = world;
  const { example } = made;
  const { media, range, response } = selection;
  if (example === undefined || example.documented !== undefined) return made;
  if (media?.schema === undefined || range === undefined) return made;
  const body = truthful(example.value, world.describe(media.schema), refused, world);
  if (body === example.value) return made;
  const told = makers.sources.exampleOf(body, { response, media, range });
  const judged = judgeAnswer(operation, selection, told, made.response.headers, makers);
  return judged.ok ? { ...made, response: judged.response, example: told } : made;
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
