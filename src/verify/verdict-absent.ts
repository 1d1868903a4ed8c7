import { isObject } from '../api/node.ts';
import { type FindingOf, finding } from '../finding.ts';
import { answeredBody } from '../judge/judged.ts';
import {
  type AnsweredStep,
  crashSeverity,
  type ExpectationVerdict,
  inStatus,
  type VerdictOptions,
} from './answered-step.ts';
import { adviceFor } from './status.ts';

/** A request for what was never made: how that is refused is described. */
export function judgeAbsent(
  answered: AnsweredStep,
  because: FindingOf<'absence-ignored'>,
  options: VerdictOptions,
): ExpectationVerdict {
  const { judged, step } = answered;
  const findings = judged.response.findings;
  const { status } = judged.exchange.response;
  if (status === 404 || status === 410) return { findings, unrelated: undefined };
  if (status < 300) {
    const ignored = { ...because, args: { ...because.args, received: status } };
    return { findings: [ignored, ...findings], unrelated: undefined };
  }
  if (status >= 500) {
    const reason = `nothing has the ${because.args.name} that was asked for`;
    const isDescribed = findings.every(({ code }) => code !== 'status-undocumented');
    const crashed = finding('request-crashed', step.operation.at, inStatus, {
      received: status,
      reason,
    });
    const severity = isDescribed ? 'advisory' : crashSeverity(options);
    return { findings: [{ ...crashed, severity }, ...findings], unrelated: undefined };
  }
  return {
    findings,
    unrelated: `${status}: it was refused for another reason than that nothing is there`,
  };
}

/** A request for what was deleted: a success shows that it was not. */
export function judgeGone(
  { judged }: AnsweredStep,
  because: FindingOf<'deletion-lost'>,
): ExpectationVerdict {
  const described = judged.response.findings;
  const { status } = judged.exchange.response;
  if (status < 300) {
    const args = { ...because.args, received: status };
    // A thing that says itself that it was deleted is as good as gone.
    const severity = isMarkedGone(answeredBody(judged)) ? 'advisory' : because.severity;
    const still = { ...because, args, severity };
    return { findings: [still, ...described], unrelated: undefined };
  }
  const unrelated =
    status === 404 || status === 410 ? undefined : `${status}: ${adviceFor(status)}`;
  return { findings: described, unrelated };
}

function isMarkedGone(body: unknown): boolean {
  if (!isObject(body)) return false;
  return Object.entries(body).some(([name, value]) => {
    if (/delet|remov|archiv|trash|cancel|closed|revoked|disabled/i.test(name))
      return Boolean(value);
    if (/status|state|active/i.test(name) && value === false) return true;
    if (/status|state/i.test(name))
      return /delet|remov|archiv|cancel|inactive|closed|revoked/i.test(String(value));
    return isMarkedGone(value);
  });
}
