import type { Api } from '../../api/model.ts';
import { isNamed, noOperationText } from '../../api/operation-name.ts';
import { type HttpRequest, type HttpResponse, splitTarget } from '../../http/exchange.ts';
import { writtenContent } from '../../http/written-content.ts';
import type { Judge } from '../../judge/judge.ts';
import { jsonAnswer, refuse } from '../admin-answer.ts';
import { requestToTry } from '../home.ts';

/** `GET /__specwright/example?operation=getPet`: a request that the contract allows, as data. */
export function exampleAnswer(
  { target }: HttpRequest,
  apis: readonly {
    readonly name: string;
    readonly api: Api;
    readonly prefixes: readonly string[];
    readonly judge: Judge;
  }[],
): HttpResponse {
  const name = new URLSearchParams(splitTarget(target).query).get('operation') ?? '';
  for (const { name: api, judge, prefixes } of apis) {
    const operation = judge.api.operations.find((one) => isNamed(one, name));
    if (operation === undefined) continue;
    const request = requestToTry(operation, judge.schemas, prefixes[0]!);
    if (request === undefined) {
      return refuse(404, 'Not Found', `the contract allows no request of "${name}"`);
    }
    const { method, headers, body } = request;
    const content = writtenContent(body);
    return jsonAnswer({
      api,
      operation: operation.id,
      method,
      target: request.target,
      headers,
      ...content,
    });
  }
  const all = apis.flatMap(({ api }) => api.operations);
  return refuse(404, 'Not Found', noOperationText(name, all));
}
