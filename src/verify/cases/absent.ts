import type { Operation } from '../../api/model.ts';
import { finding } from '../../finding.ts';
import type { Case } from '../case.ts';
import { escapeToken } from '../id.ts';
import { strangersTo } from '../strangers.ts';
import { type Expected, keepsContract, type Planning, propose } from './planning.ts';
import { validRequestsOf, withParameter } from './valid-request.ts';

/**
 * Requests for items that were never made, where the contract describes 404 or 410 for them: the refusal
 * is held to its description, and a success is none.
 */
export function* absentCases(operation: Operation, planning: Planning): Iterable<Case> {
  const [base] = validRequestsOf(operation, planning);
  const isDescribed = operation.responses.some(({ status }) => /^4(?:04|10)$/.test(status));
  if (base === undefined || !isDescribed) return;
  const { keys, own } = planning.items().of(operation);
  const makes =
    operation.method === 'PUT' && operation.responses.some(({ status }) => status === '201');
  const keeps = keepsContract(operation);
  for (const key of keys) {
    const { parameter } = key;
    const sent = base.parameters.find((one) => one.parameter === parameter);
    // PUT may make what was not there.
    if (sent === undefined || !('value' in sent) || (makes && key === own)) continue;
    yield* propose(
      {
        operation,
        group: 'chain',
        tokens: ['absent', escapeToken(parameter.name)],
        title: `with a "${parameter.name}" that nothing has`,
        at: parameter.at,
        drafts: [...strangersTo(sent.value, [])].map((value) =>
          withParameter(base, { parameter, value }),
        ),
        expects(verdict): Expected {
          const kept = keeps(verdict);
          if (!kept.ok) return kept;
          const place = { part: 'response', in: 'status' } as const;
          const ignored = finding('absence-ignored', operation.at, place, { name: parameter.name });
          // After DELETE nothing is there, as it was before (RFC 9110 sections 9.2.2 and 9.3.5).
          const isDelete = operation.method === 'DELETE';
          const because = isDelete ? ({ ...ignored, severity: 'advisory' } as const) : ignored;
          return { ok: true, expectation: { kind: 'absent', because, parameter } };
        },
      },
      planning,
    );
  }
}
