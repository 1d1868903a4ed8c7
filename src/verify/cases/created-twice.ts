import type { Operation } from '../../api/model.ts';
import { finding } from '../../finding.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import { expressionContextOf } from '../../judge/judged.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Case, StateCheck } from '../case.ts';
import { changedBody } from './changed-body.ts';
import { type Crud, chainId } from './crud-operations.ts';
import type { Planning } from './planning.ts';
import { type Relation, samePath } from './relations.ts';
import { chainCase, nextStep } from './steps.ts';

/** Two creations make two items (RFC 9110 section 15.3.2). */
export function* createdTwiceCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, whole, operations } = crud;
  const member = operations.read ?? operations.remove;
  // A provider treats requests with one idempotency key as one request.
  const isKeyed = create.parameters.some(({ name }) => /idempotency|request-?id/i.test(name));
  if (member === undefined || isKeyed) return;
  const state = givesAnotherId(member, create);
  const again = samePath(create);
  const expectation = { kind: 'accepted', state } as const;
  const body = changedBody(whole, whole, 'whole', planning);
  const second = nextStep(again, 0, planning, expectation, { body });
  const third = nextStep(again, 0, planning, expectation, { body: whole.body });
  const id = chainId(create, ['twice'], planning);
  // If each id is given twice, only one of two neighbors shows it.
  yield* chainCase(create, id, 'then again', create.at, [first, second, third], planning);
}

function givesAnotherId({ target, follow }: Relation, create: Operation): StateCheck {
  const parameter = target.parameters.findLast((one) => one.in === 'path');
  const idIn = (judged: JudgedExchange) => {
    const followed = follow(expressionContextOf(judged));
    return followed.ok && parameter ? followed.values.get(parameter) : undefined;
  };
  // A request to the path of the item or below it: `POST /boats/{name}`, `POST /visits/{id}/cancel`.
  const [own, asked] = [target, create].map(({ path }) => `${path.replace(/\{[^{}]*\}/g, '{}')}/`);
  const isBelow = asked!.startsWith(own!) && own!.endsWith('{}/');
  return (judged, former) => {
    const now = idIn(judged);
    // The client chose this id, so the provider is not responsible for it.
    const { body = null, path } = judged.request;
    const isNamed = isBelow && Object.values(path).some((one) => String(one) === String(now));
    const isSent = isNamed || JSON.stringify(body).includes(JSON.stringify(now));
    if (now === undefined || isSent) return [];
    for (const one of former) {
      if (String(idIn(one)) !== String(now)) continue;
      const areMade = [one, judged].every(({ exchange }) => exchange.response.status === 201);
      // Without 201, equal requests may give one item.
      if (!areMade && isEqual(one.request.body, judged.request.body)) continue;
      const place = { part: 'response', in: 'body' } as const;
      const repeated = finding('id-repeated', create.at, place, { received: now, name: create.id });
      return [areMade ? repeated : { ...repeated, severity: 'advisory' }];
    }
    return [];
  };
}
