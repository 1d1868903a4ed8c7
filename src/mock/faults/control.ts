import type { Operation } from '../../api/model.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import { doneAnswer, jsonAnswer, refuse, refuseMethod, sentMember } from '../admin-answer.ts';
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
      return doneAnswer();
    case 'PUT': {
      const texts = listOfTexts(sentMember(request.body, 'faults'));
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

function listOfTexts(value: unknown): readonly string[] | undefined {
  const isList = Array.isArray(value) && value.every((text) => typeof text === 'string');
  return isList ? value : undefined;
}
