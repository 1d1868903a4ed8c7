import type { Operation } from '../../api/model.ts';
import type { HttpRequest, HttpResponse } from '../../http/exchange.ts';
import { doneAnswer, jsonAnswer, refuse, refuseMethod, sentMember } from '../admin-answer.ts';
import { sessionOf } from '../state/session.ts';
import { readFaults } from './named-faults.ts';
import type { SessionFaults } from './sessions.ts';

/**
 * Shows and sets the faults of one session or of all: `PUT {"faults": ["createCustomer: reset
 * 10%"]}`.
 */
export function controlFaults(
  request: HttpRequest,
  faults: SessionFaults,
  operations: readonly Operation[],
): HttpResponse {
  const session = sessionOf(request.headers);
  if (!session.ok) return refuse(400, 'Bad Request', session.reason);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return jsonAnswer({ faults: faults.of(session.name).map(({ text }) => text) });
    case 'DELETE':
      faults.set(session.name, undefined);
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
      faults.set(session.name, read.faults);
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
