import { parseUrl } from '../../http/url.ts';
import type { Judge } from '../../judge/judge.ts';
import { createRecordedLocator } from '../../recording/locate.ts';
import { type Recorded, unrecordedParts } from '../../recording/recorded.ts';
import { boundedLines, linesOf } from './bounded.ts';
import { findingTexts } from './findings.ts';
import { contentOf, type GivenMessage, messageProperties } from './message.ts';
import type { McpProject } from './project.ts';
import { apiProperty, onlyReads, type Tool } from './tool.ts';

interface JudgeArguments {
  readonly api?: string;
  readonly request: GivenMessage & { readonly method: string; readonly url: string };
  readonly response?: GivenMessage & { readonly status: number };
}

/** A request and its response, judged by the contract. */
export const judgeExchange: Tool<JudgeArguments> = {
  name: 'judge_exchange',
  title: 'Judge an exchange',
  description:
    'Says what of a request, and of the response to it, breaks the contract, each finding with file:line. Sends nothing. Without "api", the API is found by the URL.',
  properties: {
    ...apiProperty,
    request: {
      type: 'object',
      required: ['method', 'url'],
      additionalProperties: false,
      properties: {
        method: { type: 'string', pattern: '^[A-Za-z]{1,20}$' },
        url: {
          type: 'string',
          minLength: 1,
          maxLength: 20_000,
          description: 'A whole URL, or path and query.',
        },
        ...messageProperties,
      },
    },
    response: {
      type: 'object',
      required: ['status'],
      additionalProperties: false,
      properties: {
        status: { type: 'integer', minimum: 100, maximum: 599 },
        ...messageProperties,
      },
    },
  },
  required: ['request'],
  hints: onlyReads,
  async run({ api, request, response }, project) {
    const judges = await judgesOf(api, project);
    const recorded = recordedOf(request, response);
    const located = createRecordedLocator(judges)(recorded);
    if (typeof located === 'string') {
      const { pathname = '/', search = '' } = parseUrl(request.url, 'http://localhost') ?? {};
      const target = pathname + search;
      const findings = judges.flatMap(
        (judge) =>
          judge.request(judge.inside({ ...contentOf(request), method: recorded.method, target }))
            .findings,
      );
      const names = judges.map((judge) => judge.api.name).join(', ');
      return {
        text: boundedLines([`no operation of ${names} is meant`, ...findingTexts(findings)]),
      };
    }
    const { judge, operation, exchange } = located;
    const judged =
      response === undefined
        ? judge.request(exchange.request)
        : judge.exchange(exchange, operation);
    const { findings } = judged;
    const missing = response === undefined ? [] : unrecordedParts(recorded);
    const broken = findings.filter(({ severity }) => severity === 'violation').length;
    return {
      text: boundedLines(
        linesOf([
          `${operation.method} ${operation.path} of ${judge.api.name}: ${verdictOf(findings.length, broken)}`,
          ...missing.map((part) => `${part} was not given, and was judged as empty`),
          ...findingTexts(findings),
        ]),
      ),
    };
  },
};

function verdictOf(count: number, broken: number): string {
  if (count === 0) return 'it keeps the contract';
  const violations = `${broken} violation${broken === 1 ? '' : 's'}`;
  return broken === count ? violations : `${violations}, ${count - broken} other findings`;
}

async function judgesOf(api: string | undefined, project: McpProject): Promise<readonly Judge[]> {
  if (api !== undefined) return [(await project.contract(api)).judge];
  const entries = await project.entries();
  if (entries.length < 2) return [(await project.contract(undefined)).judge];
  const loaded: Judge[] = [];
  for (const entry of entries) loaded.push((await project.contractOf(entry)).judge);
  return loaded;
}

function recordedOf(
  request: JudgeArguments['request'],
  response: JudgeArguments['response'],
): Recorded {
  const sent = contentOf(request);
  const answered = response && contentOf(response);
  return {
    name: 'the exchange',
    method: request.method.toUpperCase(),
    url: request.url,
    requestHeaders: sent.headers,
    requestBody: sent.body,
    status: response?.status,
    responseHeaders: answered?.headers ?? {},
    responseBody: response?.body === undefined ? undefined : answered?.body,
  };
}
