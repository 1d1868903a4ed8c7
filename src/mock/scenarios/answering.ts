import { headerValue } from '../../http/exchange.ts';
import { isFieldValue } from '../../http/field-text.ts';
import { problemResponse } from '../../http/problem-details.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { messageOf } from '../../report/message.ts';
import { answerGiven } from '../handlers/answer-given.ts';
import type { MadeAnswer, Makers } from '../made-answer.ts';
import type { AnswerPlainly, OperationRequest } from '../operation-request.ts';
import { plainProblem, problem } from '../problems.ts';
import { choose } from '../select-response.ts';
import { sessionName } from '../state/session.ts';
import { fillValue } from './fill.ts';
import { isMet } from './match.ts';
import { isUsual, type ScenarioAnswers, type ScenarioStep, type Scenarios } from './scenario.ts';
import { type ScenarioSwitch, scenarioField } from './switch.ts';

export interface ScenarioParts {
  readonly scenarios: () => Scenarios;
  readonly switches: ScenarioSwitch;
  /** The names of the scenarios of all APIs. */
  readonly names: () => readonly string[];
  readonly makers: Makers;
  readonly answer: AnswerPlainly;
  /** The place of a part of the scenarios, as file, line and column. */
  readonly placeOf: (pointer: string) => string | undefined;
}

export type AnswerByScenario = (call: OperationRequest) => Promise<MadeAnswer> | undefined;

/** The scenario's answer to a request; `undefined` if it leaves the answer to the mock. */
export function createScenarioAnswers(parts: ScenarioParts): AnswerByScenario {
  const { scenarios, switches, names } = parts;
  return (call) => {
    const { operation, request, judged } = call;
    const session = sessionName(request.headers);
    const given = headerValue(request.headers, scenarioField);
    const name = given ?? switches.current(session);
    if (name === undefined || name === '') return undefined;
    const scenario = scenarios().get(name);
    if (scenario === undefined) {
      return given === undefined || names().includes(name) ? undefined : unknown(name, names());
    }
    const index = scenario.answers.findIndex(
      (one) => one.operation === operation && isMet(one.when, request, judged),
    );
    const answers = scenario.answers[index];
    if (answers === undefined) return undefined;
    const number = stepNumber(answers, switches.count(session, `${operation.id} ${name} ${index}`));
    const step = answers.steps[number]!;
    return isUsual(step) ? undefined : stepAnswer(step, call, parts);
  };
}

function stepNumber({ steps, repeats }: ScenarioAnswers, before: number): number {
  return repeats ? before % steps.length : Math.min(before, steps.length - 1);
}

async function unknown(name: string, known: readonly string[]): Promise<MadeAnswer> {
  const detail = `there is no scenario "${name}"${didYouMeanOneOf(name, known)}`;
  const response = problemResponse(plainProblem(400, 'Bad Request', detail));
  return { response, source: 'problem', example: undefined };
}

/** The answer that a step says, judged. */
export async function stepAnswer(
  step: ScenarioStep,
  { operation, request, judged, preferences }: OperationRequest,
  { makers, answer, placeOf }: Pick<ScenarioParts, 'makers' | 'answer' | 'placeOf'>,
): Promise<MadeAnswer> {
  const { accept } = preferences;
  const prefer = {
    invalid: [],
    ...(step.status !== undefined && { code: String(step.status) }),
    ...(step.example !== undefined && { example: step.example }),
  };
  const context = {
    url: request.target,
    method: request.method,
    statusCode: step.status ?? 200,
    request: {
      headers: request.headers,
      target: request.target,
      path: judged.path,
      body: judged.body,
    },
    response: { headers: {}, body: undefined },
  };
  const at = placeOf(step.at);
  const fields = fillValue(step.headers, context);
  const body = fillValue(step.body, context);
  if (!fields.ok) return refusal(fields.reason, at);
  if (!body.ok) return refusal(body.reason, at);
  const headers = fields.value as Readonly<Record<string, string>>;
  const wrong = Object.entries(headers).find(([, text]) => !isFieldValue(String(text)));
  if (wrong !== undefined) {
    const [name, text] = wrong;
    const why = 'control characters are not allowed (RFC 9110 section 5.5)';
    return refusal(`the field "${name}" cannot carry ${JSON.stringify(text)}: ${why}`, at);
  }
  const choice = choose(operation, [], { ...preferences, prefer }, makers.judge.schemas);
  if (step.hasBody || (choice.kind === 'problem' && step.isUntrue)) {
    const usual = choice.kind === 'selected' ? choice.selection.status : 200;
    const given = {
      status: step.status ?? usual,
      body: step.hasBody ? body.value : undefined,
      fields: headers,
      mediaType: step.mediaType,
      isUntrue: step.isUntrue,
      by: 'scenario' as const,
      at: () => at,
    };
    return answerGiven(operation, given, accept, makers);
  }
  if (choice.kind === 'problem') return refusal(String(choice.problem.detail), at);
  const made = await answer(operation, choice.selection, request, judged);
  if (made.source === 'problem') return made;
  const response = { ...made.response, headers: { ...made.response.headers, ...headers } };
  const isPlain = Object.keys(headers).length === 0 || step.isUntrue;
  const [found] = isPlain
    ? []
    : makers.judge
        .response(operation, request, response)
        .findings.filter(({ severity }) => severity === 'violation');
  if (found !== undefined) return refusal(messageOf(found), at);
  return { ...made, response, source: 'scenario' };
}

function refusal(reason: string, at: string | undefined): MadeAnswer {
  const detail = `the scenario's answer${at === undefined ? '' : ` from ${at}`} cannot be given: ${reason}`;
  const response = problemResponse(problem('VIOLATIONS', detail));
  return { response, source: 'problem', example: undefined, trouble: detail };
}
