import { isObject } from '../api/node.ts';
import { type Finding, finding } from '../finding.ts';
import {
  type AnsweredStep,
  type ExpectationVerdict,
  inStatus,
  type VerdictOptions,
  whyNotPaired,
} from './answered-step.ts';
import { isCursor } from './cases/pagination.ts';
import { redirectedBase } from './redirect.ts';
import { adviceFor, describesSuccess, meaningOf } from './status.ts';

/** A request that keeps the contract: it must be met with a success that is described. */
export function judgeAccepted(answered: AnsweredStep, options: VerdictOptions): ExpectationVerdict {
  const { step, judged, former } = answered;
  const { operation, expectation } = step;
  const { response, request } = judged.exchange;
  const { target } = request;
  const { baseUrl = '' } = options;
  const described = judged.response.findings;
  const pairing = expectation.kind === 'accepted' ? expectation.pairing : undefined;
  const linked = expectation.kind === 'accepted' ? (expectation.state?.(judged, former) ?? []) : [];
  const findings = [...described, ...linked, ...swallowedByDefault(answered)];
  const refused = finding('request-refused', operation.at, inStatus, { received: response.status });
  const isDescribed = described.every(({ code }) => code !== 'status-undocumented');

  const base = isDescribed ? undefined : redirectedBase(response, baseUrl, target);
  if (base !== undefined) {
    const unrelated = `${response.status}: it redirects to the same path below ${base}; give that as --base-url`;
    return { findings: described, unrelated };
  }
  // A contract without a success may be incomplete, or may describe only failures, such as 410.
  if (response.status >= 400 && !describesSuccess(operation.responses)) {
    return { findings, unrelated: undefined };
  }
  switch (meaningOf(response)) {
    case 'success':
      return {
        findings: findings.map((found) => asSuccess(found, answered)),
        unrelated: pairing && whyNotPaired(answered, pairing),
      };
    case 'refusal':
      if (response.status < 500 && isDescribed && sendsCursor(answered)) {
        const unrelated = `${response.status}: a cursor that was made up leads nowhere`;
        return { findings, unrelated };
      }
      if (aboutValues.has(response.status) && saysAnotherId(answered)) {
        const unrelated = `${response.status}: the id in the body is another one than in the path`;
        return { findings, unrelated };
      }
      return {
        // A server error is one violation, whether it is described or not.
        findings: [refused, ...(response.status < 500 ? findings : withoutStatus(findings))],
        unrelated: undefined,
        isDoubtful: isDescribed && aboutValues.has(response.status),
      };
    case 'access': {
      const missing = credentialsMissing(answered, options);
      const byScheme = { ...refused, args: { ...refused.args, name: schemesOf(answered) } };
      return missing === undefined
        ? { findings: [byScheme, ...findings], unrelated: undefined, isDoubtful: isDescribed }
        : { findings, unrelated: `${response.status}: ${missing}` };
    }
    case 'state':
      // A path without parameters names no item, so that 404 cannot mean a missing item.
      if (response.status === 404 && !isDescribed && !operation.path.includes('{')) {
        return { findings: [refused, ...findings], unrelated: undefined };
      }
      return { findings, unrelated: `${response.status}: ${adviceFor(response.status)}` };
  }
}

function withoutStatus(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code }) => code !== 'status-undocumented');
}

/** Whether a request has a cursor that no answer gave. */
function sendsCursor({ draft, former }: AnsweredStep): boolean {
  return former.length === 0 && draft?.parameters.some((one) => isCursor(one.parameter)) === true;
}

/** Whether the body names another item than the path does: which of them counts is said nowhere. */
function saysAnotherId({ step, judged }: AnsweredStep): boolean {
  const { path, body } = judged.request;
  const [, name] = /\{([^{}]+)\}$/.exec(step.operation.path) ?? [];
  if (name === undefined || !Object.hasOwn(path, name) || !isObject(body)) return false;
  const names = /id$/i.test(name) ? [name, 'id'] : [name];
  return names.some((one) => Object.hasOwn(body, one) && String(body[one]) !== String(path[name]));
}

/** RFC 9110 sections 15.5.1, 15.5.14, 15.5.15 and 15.5.21, RFC 6585 section 5. */
const aboutValues: ReadonlySet<number> = new Set([400, 413, 414, 422, 431]);

/** A success that is not described breaks a contract that says which successes there are. */
function asSuccess(found: Finding, { step, judged }: AnsweredStep): Finding {
  const { responses } = step.operation;
  if (found.code !== 'status-undocumented' || !describesSuccess(responses)) return found;
  return finding('success-undocumented', found.at, inStatus, {
    received: judged.exchange.response.status,
    known: responses.map(({ status }) => status).filter((status) => /^[23]/.test(status)),
  });
}

/** `default` describes other statuses, but not a further success beside described ones. */
function swallowedByDefault({ step, judged }: AnsweredStep): readonly Finding[] {
  const { responses } = step.operation;
  const { status } = judged.exchange.response;
  const known = responses.map((one) => one.status).filter((one) => /^2/.test(one));
  const isSwallowed = judged.response.described?.status === 'default' && known.length > 0;
  if (!isSwallowed || status >= 300) return [];
  const at = judged.response.described!.at;
  return [finding('success-undocumented', at, inStatus, { received: status, known })];
}

/** The advice if the run had no credentials to send; `undefined` if it had. */
function credentialsMissing(
  { step, draft }: AnsweredStep,
  { credentials }: VerdictOptions,
): string | undefined {
  const missing = usedSchemes({ step, draft }).filter(({ name }) => !credentials.has(name));
  if (missing.length === 0) return undefined;
  const options = missing.map(({ name, credential }) => {
    if (credential.type === 'transport') {
      return `a client certificate (${name}), which cannot be sent`;
    }
    return credential.type === 'unknown'
      ? `the security scheme "${name}" in the contract, which does not describe it`
      : `--credential ${name}=…`;
  });
  return `there are no credentials; give ${options.join(' and ')}`;
}

function usedSchemes({ step, draft }: Pick<AnsweredStep, 'step' | 'draft'>) {
  const used = draft?.credentials.map(({ scheme }) => scheme);
  return used ?? step.operation.security[0]?.map(({ scheme }) => scheme) ?? [];
}

function schemesOf(answered: AnsweredStep): string {
  return usedSchemes(answered)
    .map(({ name }) => name)
    .join(' ');
}
