import type { Api } from '../api/model.ts';
import { isObject, type JsonObject } from '../api/node.ts';
import { isNamed, noOperationText } from '../api/operation-name.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import { doneAnswer, jsonAnswer, refuse, refuseMethod, sentObject } from '../mock/admin-answer.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import { type InterveneSettings, type OnViolation, onViolations } from './intervene.ts';
import { type AnsweredBy, answeredBy, type Switches, withAnsweredBy } from './switches.ts';

/**
 * Shows and switches what the proxy does: `PUT {"operations": {"getPet": "mock"}}`,
 * `{"onViolation": "block"}`, `{"mockMissing": [404]}`. What is not named stays.
 */
export function controlProvider(
  request: HttpRequest,
  switches: Switches,
  apis: readonly Api[],
  target: URL,
): HttpResponse {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return jsonAnswer(shown(switches.current(), apis, target));
    case 'DELETE':
      switches.reset();
      return doneAnswer();
    case 'PUT': {
      const wanted = sentObject(request.body);
      const next =
        wanted === undefined
          ? 'the content must be an object as {"onViolation": "block"}'
          : changed(switches.current(), wanted, apis);
      if (typeof next === 'string') return refuse(422, 'Unprocessable Content', next);
      switches.set(next);
      return jsonAnswer(shown(next, apis, target));
    }
    default:
      return refuseMethod(['GET', 'HEAD', 'PUT', 'DELETE']);
  }
}

function shown(settings: InterveneSettings, apis: readonly Api[], target: URL): unknown {
  const { onViolation, missing } = settings;
  return {
    provider: target.href,
    onViolation,
    mockMissing: missing === undefined ? [] : [...missing],
    operations: apis.flatMap((api) =>
      api.operations.map((operation) => {
        const { id, method, path } = operation;
        return { id, api: api.name, method, path, answeredBy: answeredBy(operation, settings) };
      }),
    ),
  };
}

/** The changed settings, or the reason why they are invalid. */
function changed(
  settings: InterveneSettings,
  wanted: JsonObject,
  apis: readonly Api[],
): InterveneSettings | string {
  const known = ['onViolation', 'mockMissing', 'operations'];
  const stray = Object.keys(wanted).find((name) => !known.includes(name));
  if (stray !== undefined) return `there is no "${stray}"${didYouMeanOneOf(stray, known)}`;
  const { onViolation = settings.onViolation, mockMissing, operations = {} } = wanted;
  if (!isOnViolation(onViolation)) {
    return `"onViolation" is one of ${onViolations.join(', ')}, and not ${JSON.stringify(onViolation)}`;
  }
  const missing = mockMissing === undefined ? settings.missing : statusesOf(mockMissing);
  if (missing === false) {
    return '"mockMissing" is a list of statuses of errors, such as [404, 501], and [] for none';
  }
  if (!isObject(operations)) return '"operations" is an object such as {"getPet": "mock"}';
  let next: InterveneSettings = { ...settings, onViolation, missing };
  const all = apis.flatMap((api) => api.operations);
  for (const [name, by] of Object.entries(operations)) {
    const operation = all.find((one) => isNamed(one, name));
    if (operation === undefined) return noOperationText(name, all);
    if (!isAnsweredBy(by)) return `"${name}" is "mock", "pass" or "auto"`;
    next = withAnsweredBy(next, operation, by);
  }
  return next;
}

function isOnViolation(value: unknown): value is OnViolation {
  return onViolations.includes(value as OnViolation);
}

function isAnsweredBy(value: unknown): value is AnsweredBy {
  return value === 'mock' || value === 'pass' || value === 'auto';
}

/** `undefined` if nothing is mocked; `false` if the values are not statuses of errors. */
function statusesOf(value: unknown): ReadonlySet<number> | undefined | false {
  if (!Array.isArray(value)) return false;
  if (!value.every((one) => Number.isInteger(one) && one >= 400 && one <= 599)) return false;
  return value.length === 0 ? undefined : new Set(value as number[]);
}
