import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { type HttpRequest, type HttpResponse, noBody } from '../../http/exchange.ts';
import { jsonAnswer, refuse, refuseMethod } from '../admin-answer.ts';
import type { Faults } from './engine.ts';
import { readFaults } from './named-faults.ts';

/** Shows the faults, and sets others: `PUT {"faults": ["createCustomer: reset 10%"]}`. */
export function controlFaults(
  request: HttpRequest,
  faults: Faults,
  operations: readonly Operation[],
): HttpResponse {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return jsonAnswer({ faults: faults.current.map(({ text }) => text) });
    case 'DELETE':
      faults.set([]);
      return { status: 204, headers: { 'cache-control': 'no-store' }, body: noBody };
    case 'PUT': {
      const texts = textsOf(request.body);
      if (texts === undefined) {
        return refuse(
          422,
          'Unprocessable Content',
          'the content must be {"faults": ["reset 10%"]}',
        );
      }
      const read = readFaults(texts, operations);
      if (!read.ok) return refuse(422, 'Unprocessable Content', read.reason);
      faults.set(read.faults);
      return jsonAnswer({ faults: texts });
    }
    default:
      return refuseMethod(['GET', 'HEAD', 'PUT', 'DELETE']);
  }
}

function textsOf(body: Uint8Array): readonly string[] | undefined {
  try {
    const sent: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    const texts = isObject(sent) ? sent.faults : undefined;
    const isList = Array.isArray(texts) && texts.every((text) => typeof text === 'string');
    return isList ? texts : undefined;
  } catch {
    return undefined;
  }
}
