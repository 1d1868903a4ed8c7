import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import type { Case } from '../case.ts';
import { basesOf } from './base.ts';
import { bodyToken, escapeToken } from './id.ts';
import { breaksOnly, type Planning, propose } from './planning.ts';

/** Requests that break the contract in exactly one way. */
export function* invalidCases(operation: Operation, planning: Planning): Iterable<Case> {
  const bases = basesOf(operation, planning);
  const [base] = bases;
  if (base === undefined) return;
  for (const { parameter } of base.parameters) {
    if (!parameter.required || parameter.in === 'path') continue;
    yield* propose(
      {
        operation,
        group: 'invalid',
        tokens: [parameter.in, escapeToken(parameter.name), 'required'],
        title: `without the ${parameter.in} parameter "${parameter.name}"`,
        at: parameter.at,
        drafts: [
          { ...base, parameters: base.parameters.filter((one) => one.parameter !== parameter) },
        ],
        expects: breaksOnly(
          operation,
          ({ code, place }) => code === 'parameter-missing' && place?.name === parameter.name,
        ),
      },
      planning,
    );
  }
  if (operation.requestBody?.required) {
    yield* propose(
      {
        operation,
        group: 'invalid',
        tokens: ['body', 'required'],
        title: 'without its body',
        at: operation.requestBody.at,
        drafts: [{ ...base, body: undefined }],
        expects: breaksOnly(operation, ({ code }) => code === 'body-missing'),
      },
      planning,
    );
  }
  for (const { body, ...rest } of bases) {
    if (body === undefined || !('media' in body)) continue;
    const { media, value } = body;
    if (!isObject(value) || media.schema === undefined) continue;
    for (const name of Object.keys(value)) {
      const { [name]: _, ...without } = value;
      const verdict = planning.judge.schemas.check(media.schema, 'request', without);
      if (verdict.kind !== 'invalid') continue;
      yield* propose(
        {
          operation,
          group: 'invalid',
          tokens: [bodyToken(operation, media), escapeToken(name), 'required'],
          title: `without the property "${name}" of the body`,
          at: verdict.errors[0]!.at,
          drafts: [{ ...rest, body: { media, value: without } }],
          expects: breaksOnly(operation, ({ args }) => args.keyword === 'required'),
        },
        planning,
      );
    }
  }
}
