import { challengeOf } from '../api/challenge.ts';
import type { Finding, FindingCode } from '../finding.ts';
import { type ProblemDetails, problemMediaType } from '../http/problem-details.ts';
import type { JudgedRequest } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';

/** A server's answer to an invalid request. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Problem details (RFC 9457), with a message for each violation. */
  readonly problem: ProblemDetails & { readonly errors: readonly string[] };
}

/** The refusal of a request; `undefined` if it is valid. */
export function refusalOf(judged: JudgedRequest): Refusal | undefined {
  const violations = judged.findings.filter(({ severity }) => severity === 'violation');
  const [first] = violations;
  if (first === undefined) return undefined;
  // Without authentication, the client does not see other faults.
  const unmet = violations.filter(({ code }) => code === 'security-unmet');
  return refusal(unmet.length > 0 ? unmet : violations, judged);
}

/** The refusal of a request whose body is too large. */
export function tooLarge(limit: number): Refusal {
  const detail = `The request body has more than ${limit} bytes`;
  // The rest of the body is not read.
  return answer(413, [detail], { connection: 'close' });
}

const statuses: Readonly<Partial<Record<FindingCode, number>>> = {
  'security-unmet': 401,
  'path-unknown': 404,
  'method-unknown': 405,
  'media-type-undocumented': 415,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
};

function refusal(violations: readonly Finding[], { allowed, operation }: JudgedRequest): Refusal {
  const status = statuses[violations[0]!.code] ?? 400;
  const fields = {
    405: { allow: allowed.join(', ') },
    401: operation && challengeOf(operation),
  };
  const headers = fields[status as keyof typeof fields] ?? {};
  return answer(status, violations.map(messageOf), headers);
}

function answer(
  status: number,
  errors: readonly string[],
  headers: Readonly<Record<string, string>>,
): Refusal {
  return {
    status,
    headers: { ...headers, 'content-type': problemMediaType },
    problem: { type: 'about:blank', title: titles[status]!, status, detail: errors[0]!, errors },
  };
}
