import { type Finding, finding, type Place } from '../finding.ts';
import { type HttpResponse, headerValue } from '../http/exchange.ts';
import { messageOf } from '../report/message.ts';
import {
  type AnsweredStep,
  crashSeverity,
  type ExpectationVerdict,
  inStatus,
  type VerdictOptions,
} from './answered-step.ts';

/** A request that the contract is silent about: only what HTTP says of the answer counts. */
export function judgeUndescribed(
  { step, judged }: AnsweredStep,
  because: Finding,
  options: VerdictOptions,
): ExpectationVerdict {
  const { request, response } = judged.exchange;
  const { status } = response;
  const isRouted = because.code !== 'method-unknown' && because.code !== 'path-unknown';
  const findings: Finding[] = [];
  if (isRouted) {
    // A provider may always answer 406. `default` cannot describe its media type for a client that
    // accepts none of the described types (RFC 9110 section 15.5.7).
    const isExplicit = step.operation.responses.some((one) => /^4(?:06|XX)$/.test(one.status));
    if (status !== 406 || isExplicit) {
      findings.push(...judged.response.findings);
    }
  } else if (status < 300 && request.method !== 'HEAD' && request.method !== 'OPTIONS') {
    findings.push(
      finding('operation-undocumented', because.at, inStatus, {
        received: status,
        name: because.code === 'method-unknown' ? `the method ${request.method}` : 'the path',
      }),
    );
  }
  if (status === 405 && because.code === 'method-unknown')
    findings.push(...judgeAllow(because, response));
  const isDescribed = judged.response.findings.every(({ code }) => code !== 'status-undocumented');
  if (status >= 500 && status !== 501 && !(isRouted && isDescribed)) {
    const args = { received: status, reason: messageOf(because), name: because.code };
    const crashed = finding('request-crashed', because.at, inStatus, args);
    findings.push({ ...crashed, severity: crashSeverity(options) });
  }
  return { findings, unrelated: undefined };
}

/** RFC 9110 section 15.5.6: a 405 must say which methods there are. */
function judgeAllow(because: Finding, { headers }: HttpResponse): readonly Finding[] {
  const allow = headerValue(headers, 'allow');
  const named = new Set(allow?.split(',').map((method) => method.trim()));
  const known = (because.args.known ?? []).filter((method) => !named.has(method));
  if (known.length === 0 && allow !== undefined) return [];
  const place: Place = { part: 'response', in: 'header', name: 'Allow' };
  return [finding('allow-incomplete', because.at, place, { received: allow, known })];
}
