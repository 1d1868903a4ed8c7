import { isObject } from '../../api/node.ts';
import { type HttpRequest, noBody } from '../../http/exchange.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { jsonAnswer, refuse, refuseMethod } from '../admin-answer.ts';
import { sessionOf } from '../state/session.ts';
import type { ScenarioSource } from './source.ts';
import type { ScenarioSwitch } from './switch.ts';

/** Shows the scenarios of all APIs, and puts a session into one: `PUT {"scenario": "declined"}`. */
export function controlScenario(
  request: HttpRequest,
  sources: ReadonlyMap<string, ScenarioSource>,
  switches: ScenarioSwitch,
) {
  const session = sessionOf(request.headers);
  if (!session.ok) return refuse(400, 'Bad Request', session.reason);
  const all = [...sources].flatMap(([api, { current }]) =>
    [...current().values()].map(({ name, description }) => ({
      name,
      api,
      ...(description !== undefined && { description }),
    })),
  );
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return jsonAnswer({ scenario: switches.current(session.name) ?? null, scenarios: all });
    case 'DELETE':
      switches.reset(session.name);
      return { status: 204, headers: { 'cache-control': 'no-store' }, body: noBody };
    case 'PUT': {
      const wanted = wantedName(request.body);
      if (wanted === undefined) {
        return refuse(422, 'Unprocessable Content', 'the content must be {"scenario": "its name"}');
      }
      const names = all.map(({ name }) => name);
      if (wanted !== null && !names.includes(wanted)) {
        const detail = `there is no scenario "${wanted}"${didYouMeanOneOf(wanted, names)}`;
        return refuse(422, 'Unprocessable Content', detail);
      }
      switches.set(session.name, wanted ?? undefined);
      return jsonAnswer({ scenario: wanted, scenarios: all });
    }
    default:
      return refuseMethod(['GET', 'HEAD', 'PUT', 'DELETE']);
  }
}

/** `null` is no scenario; `undefined` where the content does not say. */
function wantedName(body: Uint8Array): string | null | undefined {
  try {
    const sent: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const name = isObject(sent) ? sent.scenario : undefined;
    return typeof name === 'string' || name === null ? name : undefined;
  } catch {
    return undefined;
  }
}
