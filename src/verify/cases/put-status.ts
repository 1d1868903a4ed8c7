import type { Operation } from '../../api/model.ts';
import { finding } from '../../finding.ts';
import { splitTarget } from '../../http/exchange.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import { inStatus } from '../answered-step.ts';
import type { StateCheck } from '../case.ts';

/**
 * PUT answers 201 if it created, and 200 or 204 if it replaced (RFC 9110 section 9.3.4). The last
 * request to the same path shows whether something was there.
 */
export function tellsWhatItDid(put: Operation): StateCheck {
  return (judged, former) => {
    const { status } = judged.exchange.response;
    const wasThere = wasThereBefore(judged, former);
    // 202 says that nothing is done yet, and 203 comes from a proxy (sections 15.3.3 and 15.3.4).
    const isOpen = status >= 300 || status === 202 || status === 203;
    if (wasThere === undefined || isOpen) return [];
    const right = wasThere ? ['200', '204'] : ['201'];
    if (right.includes(String(status))) return [];
    const reason = wasThere ? 'replaced what was there' : 'created what was not there';
    const found = finding('put-status', put.at, inStatus, { received: status, reason });
    const isPossible = describes(put, ...right, '2XX');
    return [isPossible ? found : { ...found, severity: 'advisory' }];
  };
}

/** Whether something was at the path of a request; `undefined` if nothing shows it. */
function wasThereBefore(
  { exchange }: JudgedExchange,
  former: readonly JudgedExchange[],
): boolean | undefined {
  const { path } = splitTarget(exchange.request.target);
  const last = former.findLast((one) => splitTarget(one.exchange.request.target).path === path);
  const { method } = last?.exchange.request ?? {};
  const { status = 500 } = last?.exchange.response ?? {};
  if (method === 'GET' && (status === 404 || status === 410)) return false;
  const isShown = method === 'GET' || method === 'PUT';
  return isShown && status < 300 && status !== 202 ? true : undefined;
}

/** Whether an operation describes one of some statuses. */
export function describes({ responses }: Operation, ...statuses: readonly string[]): boolean {
  return responses.some(({ status }) => statuses.includes(status));
}
