import { locateAtHost } from '../api/locate.ts';
import type { Operation } from '../api/model.ts';
import type { Finding } from '../finding.ts';
import { withoutCodings } from '../http/content-encoding.ts';
import type { HttpResponse } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import type { Judge, JudgedRequest, JudgedResponse } from '../judge/judge.ts';
import { violationHeader } from '../mock/fault-headers.ts';
import { createMock, type Mock } from '../mock/mock.ts';
import { problem, violationsOfExchange, violationsWithLines } from '../mock/problems.ts';
import { messageOf } from '../report/message.ts';
import type { Intervening, Intervention } from './hold.ts';

/**
 * The treatment of a violation: it is only logged; a field of the answer reports it
 * (`sl-violations`); or the exchange is blocked.
 */
export type OnViolation = 'log' | 'header' | 'block';

export const onViolations = ['log', 'header', 'block'] as const satisfies readonly OnViolation[];

/** The statuses of servers that lack an operation. */
export const usuallyMissing: readonly number[] = [404, 405, 501];

/** The proxy's actions beside passing on, which can change at run time. */
export interface InterveneSettings {
  readonly onViolation: OnViolation;
  /** The statuses of a provider that lacks an operation; `undefined`: never mocked. */
  readonly missing: ReadonlySet<number> | undefined;
  /** Operations that are always mocked, and those that never are. */
  readonly mocked: ReadonlySet<Operation>;
  readonly passed: ReadonlySet<Operation>;
}

/** The mock of each API, made when it is first needed. */
export type MockOf = (judge: Judge) => Mock;

export function createMocks(): MockOf {
  const mocks = new Map<Judge, Mock>();
  return (judge) => {
    const mock = mocks.get(judge) ?? createMock([judge.api], { cors: false, journal: false });
    mocks.set(judge, mock);
    return mock;
  };
}

/** The intervention that the settings ask for; `undefined` where exchanges are only logged. */
export function interventionOf(
  judges: readonly Judge[],
  target: URL,
  { onViolation, missing, mocked, passed }: InterveneSettings,
  mockOf: MockOf = createMocks(),
): Intervention | undefined {
  if (onViolation === 'log' && missing === undefined && mocked.size === 0) return undefined;

  return (request) => {
    const found = locateAtHost(judges, target.host, request.method, request.target);
    if (found === undefined) return undescribed;
    const { of: judge, operation } = found;
    const inside = { ...request, target: found.target };
    let judgedRequest: JudgedRequest | undefined;
    let judgedResponse: JudgedResponse | undefined;

    /** A content that is too long after decoding is not judged. */
    function ofRequest(): readonly Finding[] {
      const body = withoutCodings(request.body, request.headers);
      if (body === undefined) return [];
      judgedRequest ??= judge.request({ ...inside, body });
      return violationsIn(judgedRequest.findings);
    }

    function ofAnswer(response: HttpResponse): readonly Finding[] {
      const body = withoutCodings(response.body, response.headers);
      if (body === undefined) return [];
      judgedResponse = judge.response(operation, request, { ...response, body });
      return judgedResponse.findings;
    }

    async function mockedAnswer(): Promise<HttpResponse | undefined> {
      return passed.has(operation) ? undefined : mockOf(judge).handle(inside);
    }

    return {
      async before() {
        if (mocked.has(operation)) {
          return { response: await mockOf(judge).handle(inside), by: 'mock' };
        }
        if (onViolation !== 'block') return undefined;
        const violations = ofRequest();
        if (violations.length === 0) return undefined;
        const name = violations.some(({ code }) => code.startsWith('security-'))
          ? 'UNAUTHORIZED'
          : 'UNPROCESSABLE_ENTITY';
        return {
          response: refusal(name, 'the request breaks the contract', violations),
          by: 'proxy',
        };
      },
      holds: (status) => onViolation !== 'log' || (missing?.has(status) ?? false),
      async after(response) {
        const findings = ofAnswer(response);
        if (missing?.has(response.status) && findings.some(isUndescribed)) {
          const instead = await mockedAnswer();
          if (instead !== undefined) {
            judgedResponse = undefined;
            return { instead: { response: instead, by: 'mock' } };
          }
        }
        if (onViolation === 'log') return {};
        const violations = violationsIn(findings);
        if (onViolation === 'block') {
          // The request was valid, or it would have been blocked.
          if (violations.length === 0) return {};
          const response = refusal('VIOLATIONS', 'the answer breaks the contract', violations);
          return { instead: { response, by: 'proxy' } };
        }
        return { fields: violationHeader([...ofRequest(), ...violations]) };
      },
      unreachable: async () => (missing === undefined ? undefined : mockedAnswer()),
      judged: () => ({ operation, request: judgedRequest, response: judgedResponse }),
    };
  };
}

/** Nothing is done about requests that no contract describes. */
const undescribed: Intervening = {
  before: async () => undefined,
  holds: () => false,
  after: async () => ({}),
  unreachable: async () => undefined,
  judged: () => undefined,
};

function violationsIn(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'violation');
}

/** A described 404 is an answer; any other one suggests that the operation is missing. */
function isUndescribed({ severity }: Finding): boolean {
  return severity !== 'advisory';
}

function refusal(
  name: Parameters<typeof problem>[0],
  what: string,
  violations: readonly Finding[],
): HttpResponse {
  const more = violations.length > 1 ? ` (and ${violations.length - 1} more)` : '';
  const detail = `${what}: ${messageOf(violations[0]!)}${more}`;
  const shown = name === 'VIOLATIONS' ? violationsOfExchange : violationsWithLines;
  return problemResponse(problem(name, detail, { validation: shown(violations) }));
}
