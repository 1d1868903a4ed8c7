import type { Operation } from '../../api/model.ts';
import { draftValue } from '../../example/draft.ts';
import { finding } from '../../finding.ts';
import type { Resources } from '../../resources/resource.ts';
import type { Case } from '../case.ts';
import { escapeToken } from '../id.ts';
import type { ItemKey, ItemPaths } from '../item-paths.ts';
import { locationField } from './location.ts';
import { type Expected, keepsContract, type Planning, propose } from './planning.ts';
import { validRequestsOf, withUnknownIds } from './valid-request.ts';

/**
 * Requests for items that never existed, if the contract describes 404 or 410. The refusal must
 * match its description, and a success is wrong.
 */
export function* absentCases(operation: Operation, planning: Planning): Iterable<Case> {
  const [base] = validRequestsOf(operation, planning);
  const isDescribed = operation.responses.some(({ status }) => /^4(?:04|10)$/.test(status));
  if (base === undefined || !isDescribed) return;
  const items = planning.items();
  const { keys, own } = items.of(operation);
  const makes =
    operation.method === 'PUT' && operation.responses.some(({ status }) => status === '201');
  const keeps = keepsContract(operation);
  for (const key of keys) {
    const { parameter } = key;
    // PUT may make what was not there.
    if (draftValue(base, parameter) === undefined || (makes && key === own)) continue;
    yield* propose(
      {
        operation,
        group: 'chain',
        tokens: ['absent', escapeToken(parameter.name)],
        title: `with a "${parameter.name}" that nothing has`,
        at: parameter.at,
        drafts: withUnknownIds(base, parameter),
        expects(verdict): Expected {
          const kept = keeps(verdict);
          if (!kept.ok) return kept;
          const place = { part: 'response', in: 'status' } as const;
          const ignored = finding('absence-ignored', operation.at, place, { name: parameter.name });
          const isViolation = !isDelete(operation) && namesItems(key, items, planning.resources());
          const because = isViolation ? ignored : ({ ...ignored, severity: 'advisory' } as const);
          return { ok: true, expectation: { kind: 'absent', because, parameter } };
        },
      },
      planning,
    );
  }
}

/** After DELETE, no item exists, as before its creation (RFC 9110 sections 9.2.2 and 9.3.5). */
function isDelete({ method }: Operation): boolean {
  return method === 'DELETE';
}

/**
 * Whether a parameter names items that the contract knows, by ids that its answers show; a provider
 * may accept any other value.
 */
function namesItems({ kind }: ItemKey, items: ItemPaths, resources: Resources): boolean {
  const shows = (operation: Operation) =>
    resources.roleOf(operation).resource?.id !== undefined ||
    locationField(operation) !== undefined;
  const comes = (['list', 'create'] as const).some((role) => items.doing(role, kind).some(shows));
  return comes || items.member(kind) !== undefined;
}
