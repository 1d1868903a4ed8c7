import type { Operation } from '../../api/model.ts';
import { isObject } from '../../api/node.ts';
import { finding } from '../../finding.ts';
import { splitTarget } from '../../http/exchange.ts';
import { inStatus } from '../answered-step.ts';
import type { StateCheck } from '../case.ts';

/**
 * A write finds the item that a read has just shown at the same path: 404 says that nothing is
 * there (RFC 9110 section 15.5.5). `read` is the step of that read.
 */
export function isStillThere(create: Operation, write: Operation, read: number): StateCheck {
  return ({ exchange: { request, response }, request: { body } }, former) => {
    const { status } = response;
    const before = former[read]?.exchange;
    if ((status !== 404 && status !== 410) || before === undefined) return [];
    const [own, shown] = [request, before.request].map(({ target }) => splitTarget(target).path);
    if (own !== shown || before.response.status >= 300) return [];
    const lost = finding('state-lost', write.at, inStatus, { received: status, name: create.id });
    // The body may name another item, which does not exist.
    return [namesAnItem(body) ? { ...lost, severity: 'advisory' } : lost];
  };
}

/** Whether a value somewhere in a body has the name of an id. */
function namesAnItem(body: unknown, name = ''): boolean {
  if (Array.isArray(body)) return body.some((item) => namesAnItem(item, name));
  if (isObject(body)) {
    return Object.entries(body).some(([own, member]) => namesAnItem(member, own));
  }
  return body !== undefined && reference.test(name);
}

const reference = /(?:ids?|uuid|ref|key|code|slug|token|name)s?$/i;
