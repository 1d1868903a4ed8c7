import type { Operation, Parameter } from '../../api/model.ts';
import { writeRequest } from '../../example/write.ts';
import { finding } from '../../finding.ts';
import type { Case, Expectation, StateCheck, Step } from '../case.ts';
import { crudOperationsAfter } from './crud-operations.ts';
import type { Planning } from './planning.ts';
import type { Relation } from './relations.ts';
import {
  chainCase,
  conditionOf,
  firstStep,
  followRelation,
  nextStep,
  strongTagOf,
} from './steps.ts';
import { validRequestsOf, withParameter } from './valid-request.ts';

/**
 * Writes to a created item with If-Match (RFC 9110 section 13.1.1), with the current tag and with
 * another one, if the contract describes the field and 412. A tag that does not match must prevent
 * the write.
 */
export function* preconditionCases(create: Operation, planning: Planning): Iterable<Case> {
  const { read, replace, change, remove } = crudOperationsAfter(create, planning);
  const [base] = validRequestsOf(create, planning);
  if (base === undefined) return;
  const first = firstStep(planning.whole(base), planning);
  // The read's answer has the tag; most creations have none.
  const former = read && [nextStep(read, 0, planning, { kind: 'accepted' })];
  for (const [write, token, words] of [
    [replace, 'replace', 'replace it'],
    [change, 'change', 'change it'],
    [remove, 'delete', 'delete it'],
  ] as const) {
    const condition = write && conditionOf(write.target);
    if (condition === undefined || !describesFailure(write!.target)) continue;
    const steps = [first, ...(former ?? [])] as const;
    const isSame =
      read?.target.path === write!.target.path ||
      [read, write].every((one) => one?.link !== undefined);
    const id = `${planning.names.get(create)}/chain/${token}`;
    const named = (way: string, title: string, last: Step) =>
      chainCase(create, `${id}/${way}`, title, condition.at, [...steps, last], planning);
    const other = conditionalStep(write!, condition, planning, {
      kind: 'refused',
      because: anotherState(condition),
    });
    yield* named('other-state', `then ${words} as of another state`, other);
    const same = conditionalStep(write!, condition, planning, {
      kind: 'accepted',
      state: isDone(write!.target, isSame),
    });
    yield* named('same-state', `then ${words} as of its state`, same);
  }
}

function describesFailure({ responses }: Operation): boolean {
  return responses.some(({ status }) => status === '412');
}

function anotherState(condition: Parameter) {
  const place = { part: 'request', in: 'header', name: condition.name } as const;
  return finding('value-invalid', condition.at, place, { keyword: 'If-Match' });
}

/**
 * A true condition is no reason to refuse (RFC 9110 section 15.5.13), if both requests use one path
 * or links connect them.
 */
function isDone(target: Operation, isSame: boolean): StateCheck {
  return ({ exchange: { response } }) => {
    if (response.status !== 412) return [];
    const place = { part: 'response', in: 'status' } as const;
    const refused = finding('request-refused', target.at, place, { received: 412 });
    return [{ ...refused, severity: isSame ? 'violation' : 'advisory' }];
  };
}

/** A write with the tag of the state in earlier answers, or with another tag. */
function conditionalStep(
  write: Relation,
  condition: Parameter,
  planning: Planning,
  expectation: Expectation,
): Step {
  const { judge } = planning;
  return {
    operation: write.target,
    expectation,
    make(former) {
      const followed = followRelation(write, 0, former, planning);
      if (!followed.ok) return followed;
      const tag = former.map(strongTagOf).findLast((one) => one !== undefined);
      if (tag === undefined) return { ok: false, reason: 'no answer before has a strong ETag' };
      for (const value of expectation.kind === 'accepted' ? [tag] : othersThan(tag)) {
        const draft = withParameter(followed.draft, { parameter: condition, value });
        const request = writeRequest(draft, judge.schemas);
        const { findings } = judge.request(request);
        if (findings.every(({ severity }) => severity !== 'violation')) {
          return { ok: true, request, draft };
        }
      }
      return { ok: false, reason: `the field "${condition.name}" may not say ${tag} or the like` };
    },
  };
}

/** Tags in the form of a given one that no state has had or will soon have. */
function* othersThan(tag: string): Iterable<string> {
  const inside = tag.slice(1, -1);
  yield `"${inside}00"`;
  yield `"${[...inside].map((one) => (/\d/.test(one) ? (Number(one) + 5) % 10 : one)).join('')}"`;
  yield `"${[...inside].reverse().join('')}"`;
  yield `"${inside.replace(/[a-f]/gi, (one) => (one === 'a' ? 'b' : 'a'))}"`;
}
