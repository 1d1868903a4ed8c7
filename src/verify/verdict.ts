import { isObject } from '../api/node.ts';
import type { RequestDraft } from '../example/draft.ts';
import { type Finding, type FindingOf, finding, type Place, type Severity } from '../finding.ts';
import { type Exchange, type HttpResponse, headerValue } from '../http/exchange.ts';
import type { Judge, JudgedExchange, JudgedRequest } from '../judge/judge.ts';
import { answeredBody } from '../judge/judged.ts';
import { messageOf } from '../report/message.ts';
import { type Inconclusive, isUnchecked } from '../report/verdict.ts';
import type { Expectation, Step } from './case.ts';
import { isCursor } from './cases/pagination.ts';
import { adviserOf, type Leniency } from './leniency.ts';
import { documentedRefusals, isUnrelated } from './refusal.ts';
import { describesSuccess, meaningOf } from './status.ts';

/** What an answer says of the step that it answers. */
export interface AnswerVerdict {
  readonly findings: readonly Finding[];
  /** Why the case is inconclusive with it; `undefined` where it is not. */
  readonly inconclusive: Inconclusive | undefined;
  /** Whether the refusal is described, so that something that no schema says may be its cause. */
  readonly isDoubtful?: boolean | undefined;
}

interface ExpectationVerdict {
  readonly findings: readonly Finding[];
  /** Why the answer says nothing of what was tried; `undefined` where it does. */
  readonly unrelated: string | undefined;
  readonly isDoubtful?: boolean;
}

export interface VerdictOptions {
  /** Names of the security schemes that a real credential was given for. */
  readonly credentials: ReadonlySet<string>;
  /** Whether a finding is about a format that is an annotation. */
  readonly isAnnotation?: (found: Finding) => boolean;
  /** Whether advisories of a kind are told: a leniency, or the code of a finding. */
  readonly advises?: (kind: string) => boolean;
  /** Whether a 5xx that is not described passes where a request breaks the contract; it does not. */
  readonly allow5xx?: boolean;
}

/** A step that was sent, with the terms that its request was written from. */
export interface AnsweredStep {
  readonly step: Step;
  readonly judged: JudgedExchange;
  readonly draft: RequestDraft | undefined;
  readonly former: readonly JudgedExchange[];
}

/** The exchange of a step, judged once: whatever must be known of it later is read off that. */
export function judgeStep(
  { operation, expectation }: Step,
  exchange: Exchange,
  judge: Judge,
  request?: JudgedRequest,
): JudgedExchange {
  // Where the contract does not describe the request, no operation is known to have been asked.
  const asked = expectation.kind === 'undescribed' ? undefined : operation;
  return judge.exchange(exchange, asked, request);
}

/** Reads off the contract what is wrong with an answer. No status means more than it says there. */
export function judgeAnswer(answered: AnsweredStep, options: VerdictOptions): AnswerVerdict {
  const { findings, unrelated, isDoubtful } = byExpectation(answered, options);
  return {
    findings: findings.flatMap((found) => advised(found, options)),
    inconclusive:
      uncheckedReason(findings) ??
      (unrelated === undefined ? undefined : { reason: unrelated, cause: 'unrelated' }),
    isDoubtful,
  };
}

/** A finding as it is told: not at all where it is an advisory of a kind that is off. */
function advised(found: Finding, options: VerdictOptions): readonly Finding[] {
  // Whether what was accepted is only an advisory was decided by its kind.
  if (found.code === 'request-accepted') return [found];
  const told: Finding = options.isAnnotation?.(found) ? { ...found, severity: 'advisory' } : found;
  return told.severity !== 'advisory' || advises(options, told.code) ? [told] : [];
}

function advises(options: VerdictOptions, kind: string): boolean {
  return (options.advises ?? adviserOf())(kind);
}

function byExpectation(answered: AnsweredStep, options: VerdictOptions): ExpectationVerdict {
  switch (answered.step.expectation.kind) {
    case 'accepted':
      return judgeAccepted(answered, options);
    case 'refused':
      return judgeRefused(answered, answered.step.expectation, options);
    case 'gone':
      return judgeGone(answered, answered.step.expectation.because);
    case 'absent':
      return judgeAbsent(answered, answered.step.expectation.because, options);
    case 'undescribed':
      return judgeUndescribed(answered, answered.step.expectation.because, options);
  }
}

/** A request that keeps the contract: it must be met with a success that is described. */
function judgeAccepted(answered: AnsweredStep, options: VerdictOptions): ExpectationVerdict {
  const { step, judged, former } = answered;
  const { operation, expectation } = step;
  const { response } = judged.exchange;
  const described = judged.response.findings;
  const linked = expectation.kind === 'accepted' ? (expectation.state?.(judged, former) ?? []) : [];
  const findings = [...described, ...linked, ...swallowedByDefault(answered)];
  const refused = finding('request-refused', operation.at, inStatus, { received: response.status });
  const isDescribed = described.every(({ code }) => code !== 'status-undocumented');

  // A contract without any success may mean it, 410 for ever say, or say nothing at all.
  if (response.status >= 400 && !describesSuccess(operation.responses)) {
    return { findings, unrelated: undefined };
  }
  switch (meaningOf(response)) {
    case 'success':
      return {
        findings: findings.map((found) => asSuccess(found, answered)),
        unrelated: undefined,
      };
    case 'refusal':
      if (response.status < 500 && isDescribed && sendsCursor(answered)) {
        const unrelated = `${response.status}: a cursor that was made up leads nowhere`;
        return { findings, unrelated };
      }
      return {
        findings: [refused, ...findings],
        unrelated: undefined,
        isDoubtful: isDescribed && aboutValues.has(response.status),
      };
    case 'access': {
      const missing = credentialsMissing(answered, options);
      return missing === undefined
        ? { findings: [refused, ...findings], unrelated: undefined, isDoubtful: isDescribed }
        : { findings, unrelated: `${response.status}: ${missing}` };
    }
    case 'state':
      // Nothing that is asked for by name can be missing from a path without names.
      if (response.status === 404 && !isDescribed && !operation.path.includes('{')) {
        return { findings: [refused, ...findings], unrelated: undefined };
      }
      return { findings, unrelated: `${response.status}: ${adviceFor(response.status)}` };
  }
}

/** Whether a request has a cursor that no answer gave. */
function sendsCursor({ draft, former }: AnsweredStep): boolean {
  return former.length === 0 && draft?.parameters.some((one) => isCursor(one.parameter)) === true;
}

/** RFC 9110 sections 15.5.1, 15.5.14, 15.5.15 and 15.5.21, RFC 6585 section 5. */
const aboutValues: ReadonlySet<number> = new Set([400, 413, 414, 422, 431]);

const inStatus: Place = { part: 'response', in: 'status' };

/** A success that is not described breaks a contract that says which successes there are. */
function asSuccess(found: Finding, { step, judged }: AnsweredStep): Finding {
  const { responses } = step.operation;
  if (found.code !== 'status-undocumented' || !describesSuccess(responses)) return found;
  return finding('success-undocumented', found.at, inStatus, {
    received: judged.exchange.response.status,
    known: responses.map(({ status }) => status).filter((status) => /^[23]/.test(status)),
  });
}

/** `default` is for statuses that are not described: another success than those there are is none. */
function swallowedByDefault({ step, judged }: AnsweredStep): readonly Finding[] {
  const { responses } = step.operation;
  const { status } = judged.exchange.response;
  const known = responses.map((one) => one.status).filter((one) => /^2/.test(one));
  const isSwallowed = judged.response.described?.status === 'default' && known.length > 0;
  if (!isSwallowed || status >= 300) return [];
  const at = judged.response.described!.at;
  return [finding('success-undocumented', at, inStatus, { received: status, known })];
}

/** What to do when no credentials were there to be refused; `undefined` when real ones were. */
function credentialsMissing(
  { step, draft }: AnsweredStep,
  { credentials }: VerdictOptions,
): string | undefined {
  const { security } = step.operation;
  const used = draft?.credentials.map(({ scheme }) => scheme);
  const schemes = used ?? security[0]?.map(({ scheme }) => scheme) ?? [];
  const missing = schemes.filter(({ name }) => !credentials.has(name));
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

function adviceFor(status: number): string {
  switch (status) {
    case 404:
    case 410:
      return 'what was asked for is not there; give its id as a fixture in specwright.config.ts';
    case 409:
    case 412:
    case 423:
      return 'the state of the provider forbids it; set the provider up, or give fixtures';
    case 429:
      return 'too many requests; give a --rate';
    default:
      return 'the answer is about the state of the provider, not about the request';
  }
}

/** A request with one violation in it: that a contract describes how it is refused is a promise. */
function judgeRefused(
  { step, judged }: AnsweredStep,
  { because, leniency }: Expectation & { readonly kind: 'refused' },
  options: VerdictOptions,
): ExpectationVerdict {
  const { operation } = step;
  const { status } = judged.exchange.response;
  const described = judged.response.findings;
  const withoutStatus = described.filter(({ code }) => code !== 'status-undocumented');
  const reason = messageOf(because);
  if (status >= 500) {
    const isDescribed = withoutStatus.length === described.length;
    const args = { received: status, reason };
    const crashed = finding('request-crashed', operation.at, inStatus, args);
    const severity = isDescribed ? 'advisory' : crashSeverity(options);
    return {
      findings: [{ ...crashed, severity }, ...withoutStatus],
      unrelated: `${status}: the provider failed before it could be seen what it refuses`,
    };
  }
  if (status >= 400) {
    const aside = isUnrelated(status, because)
      ? `${status}: it was refused for another reason than the one that was tried`
      : undefined;
    return { findings: described, unrelated: aside };
  }
  // Whoever must log in first is sent elsewhere.
  if (status >= 300 && because.place?.in === 'security') {
    return { findings: described, unrelated: undefined };
  }
  const known = documentedRefusals(operation, because);
  const accepted = finding('request-accepted', because.at, because.place, {
    ...because.args,
    received: status,
    reason,
    known,
  });
  const lenient = leniency ?? leniencyOf(because, known, options);
  if (lenient !== undefined) {
    const told = advises(options, lenient) ? [{ ...accepted, severity: 'advisory' } as const] : [];
    return { findings: [...told, ...withoutStatus], unrelated: undefined };
  }
  const isPromised = known.length > 0 && because.severity === 'violation';
  const severity: Severity = isPromised ? 'violation' : 'undocumented';
  return { findings: [{ ...accepted, severity }, ...withoutStatus], unrelated: undefined };
}

/** What the text leaves open of a value that breaks its schema, whichever part of a request has it. */
function leniencyOf(
  because: Finding,
  known: readonly string[],
  options: VerdictOptions,
): Leniency | undefined {
  if (options.isAnnotation?.(because)) return 'format';
  const isAbsence = because.place?.in === 'path' && known.length > 0;
  return isAbsence && known.every((status) => status === '404') ? 'path-value' : undefined;
}

/** A request for what was never made: how that is refused is described. */
function judgeAbsent(
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
function judgeGone(
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

/** A request that the contract is silent about: only what HTTP says of the answer counts. */
function judgeUndescribed(
  { step, judged }: AnsweredStep,
  because: Finding,
  options: VerdictOptions,
): ExpectationVerdict {
  const { request, response } = judged.exchange;
  const { status } = response;
  const isRouted = because.code !== 'method-unknown' && because.code !== 'path-unknown';
  const findings: Finding[] = [];
  if (isRouted) {
    // That nothing acceptable is there may always be said, and `default` does not say in which form
    // to someone who takes none that is described (RFC 9110 section 15.5.7).
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
  if (status === 405) findings.push(...judgeAllow(because, response));
  const isDescribed = judged.response.findings.every(({ code }) => code !== 'status-undocumented');
  if (status >= 500 && status !== 501 && !(isRouted && isDescribed)) {
    const args = { received: status, reason: messageOf(because) };
    const crashed = finding('request-crashed', because.at, inStatus, args);
    findings.push({ ...crashed, severity: crashSeverity(options) });
  }
  return { findings, unrelated: undefined };
}

/** A server error is no refusal (RFC 9110 section 15.6). */
function crashSeverity({ allow5xx }: VerdictOptions): Severity {
  return allow5xx === true ? 'undocumented' : 'violation';
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

/** What the judge could not look at says nothing of the provider. */
function uncheckedReason(findings: readonly Finding[]): Inconclusive | undefined {
  const unchecked = findings.find(isUnchecked);
  return unchecked && { reason: messageOf(unchecked), cause: 'unchecked' };
}
