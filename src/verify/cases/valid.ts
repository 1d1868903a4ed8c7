import type { Operation } from '../../api/model.ts';
import { sample } from '../../schema/sample.ts';
import type { Case } from '../case.ts';
import { basesOf } from './base.ts';
import { bodyToken, escapeToken } from './id.ts';
import { keepsContract, type Planning, propose } from './planning.ts';

/** Requests that keep the contract at one of its edges. */
export function* validCases(operation: Operation, planning: Planning): Iterable<Case> {
  const { schemas } = planning.judge;
  for (const base of basesOf(operation, planning)) {
    const { body } = base;
    if (body === undefined || !('media' in body) || body.media.schema === undefined) continue;
    const made = sample(schemas, body.media.schema, 'request');
    if (!made.ok) continue;
    yield* propose(
      {
        operation,
        group: 'valid',
        tokens: [bodyToken(operation, body.media), 'maximal'],
        title: 'with everything that its body may have',
        at: body.media.schema.at,
        drafts: [{ ...base, body: { media: body.media, value: made.value } }],
        expects: keepsContract(operation),
      },
      planning,
    );
  }
  const [base] = basesOf(operation, planning);
  for (const { parameter } of base?.parameters ?? []) {
    if (parameter.required) continue;
    yield* propose(
      {
        operation,
        group: 'valid',
        tokens: [parameter.in, escapeToken(parameter.name), 'absent'],
        title: `without the ${parameter.in} parameter "${parameter.name}"`,
        at: parameter.at,
        drafts: [
          { ...base!, parameters: base!.parameters.filter((one) => one.parameter !== parameter) },
        ],
        expects: keepsContract(operation),
      },
      planning,
    );
  }
}
