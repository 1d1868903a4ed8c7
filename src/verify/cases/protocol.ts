import type { Operation } from '../../api/model.ts';
import { successesOf } from '../../api/successes.ts';
import { draftValue, type RequestDraft } from '../../example/draft.ts';
import { finding } from '../../finding.ts';
import { isWildcard } from '../../http/media-type.ts';
import { isSafeMethod } from '../../http/method.ts';
import type { Case } from '../case.ts';
import { type Expected, keepsContract, type Planning, type Proposal, propose } from './planning.ts';
import { validRequestsOf, withUnknownIds } from './valid-request.ts';

/** Rules of HTTP that hold for every provider: other methods, paths and Accept fields. */
export function* protocolCases(operation: Operation, planning: Planning): Iterable<Case> {
  const [base] = validRequestsOf(operation, planning);
  if (base === undefined) return;
  const common = { operation, group: 'protocol', at: operation.at } as const;
  const { operations } = planning.judge.api;
  const onPath = operations.filter(({ path }) => path === operation.path);
  if (onPath[0] === operation) {
    const methods = new Set(onPath.map(({ method }) => method));
    const method = methodsToTry(operation, operations).find((one) => !methods.has(one));
    if (method !== undefined) {
      yield* propose(
        {
          ...common,
          tokens: ['method', method],
          title: `asked with the method ${method}`,
          drafts: strangeDrafts(withMethod(base, method), planning),
          expects: isUndescribed('method-unknown'),
        },
        planning,
      );
    }
  }
  if (operation.method === 'GET' && onPath.every(({ method }) => method !== 'HEAD')) {
    yield* propose(
      {
        ...common,
        tokens: ['method', 'HEAD'],
        title: 'asked with the method HEAD',
        drafts: [withMethod(base, 'HEAD')],
        expects: isUndescribed('method-unknown'),
      },
      planning,
    );
  }
  yield* unacceptable(operation, base, planning);
  if (operation === operations[0]) {
    const path = `${operation.path.replace(/\/$/, '')}/${unknownSegment}`;
    yield* propose(
      {
        ...common,
        tokens: ['path', 'unknown'],
        title: 'asked below its path, where nothing is described',
        drafts: [{ ...base, operation: { ...operation, path } }],
        expects: isUndescribed('path-unknown'),
      },
      planning,
    );
  }
}

const unknownSegment = 'specwright-unknown';

/**
 * Methods to try, the least harmful first, without DELETE. Where items lie below a path, PATCH and
 * PUT may change all of them.
 */
function methodsToTry({ path }: Operation, operations: readonly Operation[]): readonly string[] {
  const below = `${path.replace(/\/$/, '')}/{`;
  const isCollection = operations.some((one) => one.path.startsWith(below));
  return isCollection ? ['GET', 'POST'] : ['GET', 'PATCH', 'PUT', 'POST'];
}

/** The request with another method and no content, so it can do little harm. */
function withMethod(base: RequestDraft, method: string): RequestDraft {
  return { ...base, operation: { ...base.operation, method }, body: undefined };
}

/** An undescribed method that may write goes to an id that no item has. */
function strangeDrafts(draft: RequestDraft, planning: Planning): Iterable<RequestDraft> {
  const item = planning.items().target(draft.operation);
  if (isSafeMethod(draft.operation.method) || item === undefined) return [draft];
  if (draftValue(draft, item.parameter) === undefined) return [draft];
  return withUnknownIds(draft, item.parameter);
}

function isUndescribed(code: 'method-unknown' | 'path-unknown'): Proposal['expects'] {
  return ({ findings }): Expected => {
    const because = findings.find((one) => one.code === code);
    return because === undefined
      ? { ok: false, reason: 'the contract describes it' }
      : { ok: true, expectation: { kind: 'undescribed', because } };
  };
}

/** An Accept field that accepts no described media type (RFC 9110 section 12.5.1). */
function* unacceptable(
  operation: Operation,
  base: RequestDraft,
  planning: Planning,
): Iterable<Case> {
  const described = successesOf(operation.responses).flatMap(({ content }) => content);
  if (described.length === 0 || described.some(({ range }) => isWildcard(range))) return;
  const accept = 'application/vnd.specwright.unknown';
  const keeps = keepsContract(operation);
  yield* propose(
    {
      operation,
      group: 'protocol',
      tokens: ['accept', 'unacceptable'],
      title: 'accepting only what is not described',
      at: operation.at,
      drafts: [{ ...base, accept }],
      expects(verdict): Expected {
        const kept = keeps(verdict);
        const because = finding(
          'media-type-undocumented',
          described[0]!.at,
          { part: 'request', in: 'header', name: 'Accept' },
          { received: accept, known: described.map(({ name }) => name) },
        );
        return kept.ok ? { ok: true, expectation: { kind: 'undescribed', because } } : kept;
      },
    },
    planning,
  );
}
