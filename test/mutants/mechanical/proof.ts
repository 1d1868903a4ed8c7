import type { Judge } from '../../../src/index.ts';
import { documentedRefusals } from '../../../src/verify/refusal.ts';
import { type Handle, type Incoming, written } from '../http.ts';
import type { Domain, Mutant } from './domain.ts';
import { handleOf } from './service.ts';
import { brokenPromises } from './story.ts';

/** How a mutant breaks its contract; `undefined` if nothing proves that it does. */
export function whyBroken(mutant: Mutant, domain: Domain, judge: Judge): string | undefined {
  const { witness } = mutant;
  const [promise] = brokenPromises(domain, mutant.handle());
  if (promise !== undefined) return promise;
  if (witness === undefined) return undefined;
  const kept = exchange(witness, handleOf(domain.create()));
  const broken = exchange(witness, mutant.handle());
  const judged = judge.exchange(broken);
  const wrong = judged.response.findings.find(({ severity }) => severity === 'violation');
  if (wrong !== undefined) return `${wrong.code} ${wrong.place?.pointer ?? ''}`;
  const [was, is] = [kept.response.status, broken.response.status];
  const [because] = judged.request.findings.filter(({ severity }) => severity === 'violation');
  const isDescribed = judged.response.findings.every(({ code }) => code !== 'status-undocumented');
  if (is >= 500 && !isDescribed) return `${is} is not described`;
  if (is < 400 && !isDescribed) return `${is} is not described`;
  if (is < 400 && was >= 400) {
    const isRefused = because
      ? documentedRefusals(judged.operation!, because).length > 0
      : was === 401 || was === 404;
    return isRefused ? `${is} where the contract has ${was}` : undefined;
  }
  if (is >= 400 && was < 400) {
    return because === undefined ? `${is} where nothing is wrong` : undefined;
  }
  return undefined;
}

function exchange(request: Incoming, handle: Handle) {
  const { method, path, query, headers, body } = request;
  return {
    request: {
      method,
      target: query === '' ? path : `${path}?${query}`,
      headers: headers as Record<string, string>,
      body,
    },
    response: written(handle(request)),
  };
}
