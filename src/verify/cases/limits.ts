import type { Operation } from '../../api/model.ts';
import { writeRequest } from '../../example/write.ts';
import { isJson, isXml } from '../../http/media-type.ts';
import { isSafeMethod } from '../../http/method.ts';
import type { Case, Expectation } from '../case.ts';
import { bodyToken } from '../id.ts';
import { type Expected, keepsContract, type Planning, type Proposal, propose } from './planning.ts';
import { validRequestsOf } from './valid-request.ts';

/**
 * A valid body with enough trailing spaces to reach a size limit, if 413 is described. JSON and XML
 * allow spaces (RFC 8259 section 2, XML 1.0 section 2.8), and nothing large is stored.
 */
export function* largeBodyCases(operation: Operation, planning: Planning): Iterable<Case> {
  const { largeBody = 0 } = planning.options;
  if (largeBody === 0 || !describes(operation, '413')) return;
  for (const base of validRequestsOf(operation, planning)) {
    const { body } = base;
    if (body === undefined || !('media' in body)) continue;
    const { media } = body;
    if (!isJson(media.range) && !isXml(media.range)) continue;
    const written = writeRequest(base, planning.judge.schemas);
    const bytes = new Uint8Array(Math.max(largeBody, written.body.length)).fill(space);
    bytes.set(written.body);
    const contentType = String(written.headers['content-type']);
    yield* propose(
      {
        ...{ operation, group: 'protocol', at: at(operation, '413') },
        tokens: [bodyToken(operation, media), 'large'],
        title: `with ${inMebibytes(largeBody)} MiB of body`,
        drafts: [{ ...base, body: { bytes, contentType } }],
        expects: isLimited(operation, {
          kind: 'limited',
          status: 413,
          tried: `a body of ${inMebibytes(largeBody)} MiB`,
        }),
      },
      planning,
    );
    return;
  }
}

const space = 0x20;

function inMebibytes(bytes: number): number {
  return Math.round((bytes / 2 ** 20) * 100) / 100;
}

/** Repeats one reading request, if 429 is described. */
export function* burstCases(operation: Operation, planning: Planning): Iterable<Case> {
  const { burst = 0 } = planning.options;
  if (burst === 0 || !isSafeMethod(operation.method) || !describes(operation, '429')) return;
  const [base] = validRequestsOf(operation, planning);
  if (base === undefined) return;
  yield* propose(
    {
      ...{ operation, group: 'protocol', at: at(operation, '429') },
      tokens: ['burst'],
      title: `up to ${burst} times`,
      drafts: [base],
      expects: isLimited(operation, {
        kind: 'limited',
        status: 429,
        tried: `${burst} requests`,
        times: burst,
      }),
    },
    planning,
  );
}

function describes({ responses }: Operation, status: string): boolean {
  return responses.some((one) => one.status === status);
}

function at({ responses, at }: Operation, status: string) {
  return responses.find((one) => one.status === status)?.at ?? at;
}

function isLimited(operation: Operation, expectation: Expectation): Proposal['expects'] {
  const keeps = keepsContract(operation);
  return (verdict): Expected => {
    const kept = keeps(verdict);
    return kept.ok ? { ok: true, expectation } : kept;
  };
}
