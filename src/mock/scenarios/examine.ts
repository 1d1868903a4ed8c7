import type { Api, Operation } from '../../api/model.ts';
import { requestExamples } from '../../example/request.ts';
import type { HttpRequest } from '../../http/exchange.ts';
import { createJudge } from '../../judge/judge.ts';
import { makeAnswer } from '../answer.ts';
import { createAnswerSources } from '../answer-sources.ts';
import type { Makers } from '../made-answer.ts';
import { createPrism } from '../prism/data.ts';
import { requestedBy } from '../requested-answer.ts';
import { stepAnswer } from './answering.ts';
import { hasExpressions } from './fill.ts';
import type { ScenarioProblem } from './read.ts';
import { isUsual, type ScenarioStep, type Scenarios } from './scenario.ts';

/** Judges each answer of some scenarios, as an answer to a request that the contract shows. */
export async function examineScenarios(
  scenarios: Scenarios,
  api: Api,
): Promise<readonly ScenarioProblem[]> {
  const judge = createJudge(api);
  const sources = createAnswerSources(judge);
  const makers: Makers = { judge, sources, prism: createPrism(sources) };
  const requests = new Map<Operation, HttpRequest | undefined>();

  /** `undefined` if the contract shows no valid request. */
  function requestTo(operation: Operation): HttpRequest | undefined {
    if (!requests.has(operation)) {
      requests.set(operation, requestExamples(operation, judge.schemas)[0]?.request);
    }
    return requests.get(operation);
  }

  async function examine(
    operation: Operation,
    step: ScenarioStep,
  ): Promise<ScenarioProblem | undefined> {
    const { method, path } = operation;
    const shown = requestTo(operation);
    const takesValues = hasExpressions(step.body) || hasExpressions(step.headers);
    // Without a request there are no values to insert; the answer is judged when it is sent.
    if (shown === undefined && takesValues) return undefined;
    const request = shown ?? { method, target: path, headers: {}, body: new Uint8Array() };
    const judged = judge.request(request);
    const made = await stepAnswer(
      step,
      {
        operation,
        request: { ...request, headers: {} },
        judged,
        preferences: { accept: undefined, prefer: { invalid: [] }, dynamic: false },
      },
      {
        makers,
        placeOf: () => undefined,
        answer: (_, selection) =>
          makeAnswer(operation, requestedBy(request, selection, operation, judged, {}), makers),
      },
    );
    if (made.source !== 'problem' || isMissingValue(made.trouble, takesValues)) return undefined;
    const { detail } = JSON.parse(new TextDecoder().decode(made.response.body)) as {
      detail: string;
    };
    return { pointer: step.at, message: detail };
  }

  const problems: ScenarioProblem[] = [];
  for (const { answers } of scenarios.values()) {
    for (const { operation, steps } of answers) {
      for (const step of steps) {
        const problem = isUsual(step) ? undefined : await examine(operation, step);
        if (problem !== undefined) problems.push(problem);
      }
    }
  }
  return problems;
}

/** An optional value that the contract's request lacks. */
function isMissingValue(trouble: string | undefined, takesValues: boolean): boolean {
  return takesValues && /: there is no \$request\./.test(trouble ?? '');
}
