import type { Operation } from '../../api/model.ts';
import { documentedValues } from '../../example/parameter.ts';
import {
  draftOf,
  type ExampleCall,
  type ExampleOptions,
  exampleCalls,
} from '../../example/request.ts';
import type { Case } from '../case.ts';
import { fixtureFor } from '../fixtures.ts';
import { escapeToken, mediaToken } from '../id.ts';
import { keepsContract, type Planning, propose } from './planning.ts';

/** Every request that the contract shows of an operation. */
export function* exampleCases(operation: Operation, planning: Planning): Iterable<Case> {
  const { judge, options } = planning;
  const made = exampleOptions(operation, planning);
  const calls = exampleCalls(operation, judge.schemas, made);
  if (calls.length === 0) {
    const id = `${planning.names.get(operation)}/example`;
    options.skipped?.({ id, reason: 'no valid value was found for its body or a parameter' });
  }
  for (const { name, call } of calls) {
    const media = call.body?.media;
    const documented = call.body?.example.documented;
    const example = documented?.name ?? '';
    yield* propose(
      {
        operation,
        group: 'example',
        tokens: [
          ...(media === undefined ? [] : [mediaToken(media.name)]),
          ...(example === '' ? [] : [escapeToken(example)]),
        ],
        title: name === '' ? 'as it is documented' : `with the example ${name}`,
        at: documented?.at ?? media?.at ?? operation.at,
        drafts: [draftOf(operation, call, made)],
        expects: keepsContract(operation),
        shows: documented && example,
        isMadeUp: isMadeUp(call, operation, planning),
      },
      planning,
    );
  }
}

/** Whether a value is neither shown by the contract nor given. */
function isMadeUp(
  { parameters, body }: ExampleCall,
  operation: Operation,
  { options }: Planning,
): boolean {
  if (body !== undefined && body.example.documented === undefined) return true;
  return parameters.some(
    ({ parameter }) =>
      documentedValues(parameter).length === 0 &&
      fixtureFor(operation, parameter, options.fixtures) === undefined,
  );
}

export function exampleOptions(operation: Operation, { options }: Planning): ExampleOptions {
  return {
    ...(options.credentials !== undefined && { credentials: options.credentials }),
    valueFor: (parameter) => fixtureFor(operation, parameter, options.fixtures),
  };
}
