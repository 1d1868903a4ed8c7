import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Parameter } from '../src/api/model.ts';
import { type Finding, type FindingCode, finding, findingCodes } from '../src/finding.ts';
import {
  createJudge,
  type HttpRequest,
  type HttpResponse,
  type Judge,
  lintContract,
  messageOf,
  placeInContract,
  planCases,
} from '../src/index.ts';
import { lintKeywords } from '../src/lint/keywords.ts';
import type { Expectation } from '../src/verify/case.ts';
import { parseDeviations, staleFinding } from '../src/verify/deviations.ts';
import { withTime } from '../src/verify/slow.ts';
import { unreadable } from '../src/verify/unreadable.ts';
import { judgeAnswer, judgeStep } from '../src/verify/verdict.ts';
import { loadTexts } from './api/source.ts';
import { requestOf, responseOf } from './judge/exchanges.ts';

/**
 * The pages are executable: each statement about an example is checked against the program. If the words of a finding
 * have changed, `npx vitest run test/docs-findings.test.ts -u` writes them again.
 */
const folder = new URL('../docs/findings/', import.meta.url);
const codes = Object.keys(findingCodes) as FindingCode[];

test('every finding has a page, and every page a finding', () => {
  const pages = readdirSync(folder).filter((file) => file !== 'README.md');
  expect(pages.sort()).toEqual(codes.map((code) => `${code}.md`).sort());
});

describe.each(codes)('the page of %s', (code) => {
  const url = new URL(`${code}.md`, folder);
  const page = readFileSync(url, 'utf8');

  test('has its title and its severity', () => {
    const { title, severity } = findingCodes[code];
    expect(page.split('\n').slice(0, 3)).toEqual([`# ${title}`, '', `\`${code}\` · ${severity}`]);
  });

  test('shows an example that causes only this finding', async () => {
    const findings = await judgeExample(code, page);
    expect(new Set(findings.map((found) => found.code))).toEqual(new Set([code]));
    const said = findings.map(
      (found) => `${found.severity}: ${messageOf(found)}\n  ${placeInContract(found.at)}\n`,
    );
    const executed = page.replace(/(?<=^```text\n)[\s\S]*?(?=^```$)/m, () => said.join(''));
    await expect(executed).toMatchFileSnapshot(fileURLToPath(url));
  });
});

test('the index lists every page', async () => {
  const rows = codes.map((code) => {
    const { title, severity } = findingCodes[code];
    return `| [\`${code}\`](${code}.md) | ${severity} | ${title} |`;
  });
  const url = new URL('README.md', folder);
  const index = readFileSync(url, 'utf8');
  const executed = index.replace(
    /(?<=^\|---\|---\|---\|\n)(?:\|.*\n)*/m,
    () => `${rows.join('\n')}\n`,
  );
  await expect(executed).toMatchFileSnapshot(fileURLToPath(url));
});

async function judgeExample(code: FindingCode, page: string): Promise<readonly Finding[]> {
  const contract = blocks(page, 'yaml')[0] ?? '';
  const messages = blocks(page, 'http');
  const [sent, answered] = messages;
  if (code === 'deviation-expired' || code === 'deviation-gone') {
    const kind = code === 'deviation-gone' ? 'gone' : 'expired';
    const { entries } = parseDeviations(contract, 'deviations.yaml');
    return entries.map((deviation) => staleFinding({ kind, deviation }));
  }
  const { api, findings } = await loadTexts({ 'pets.yaml': contract });
  if (api === undefined) return findings;
  if (code === 'operation-uncalled') {
    const [operation] = api.operations;
    return [finding(code, operation!.at, undefined, { name: operation!.id })];
  }
  const judge = createJudge(api);
  if (sent === undefined) {
    return [...findings, ...lintContract(judge), ...lintKeywords(judge)];
  }
  expect(findings).toEqual([]);
  if (messages.length > 2) return judgeChain(judge, messages);
  const request = readRequest(sent);
  if (answered === undefined) return judge.request(request).findings;
  const response = readResponse(answered);
  const asked = judge.request(request).operation;
  const expectation = expectations[code]?.(
    judge.request(request).findings,
    asked?.parameters ?? [],
  );
  if (expectation === undefined) return judge.exchange({ request, response }).findings;
  const operation = judge.request(request).operation ?? api.operations[0]!;
  const step = {
    operation,
    expectation,
    make: () => ({ ok: true, request, draft: undefined }) as const,
  };
  if (code === 'answer-unreadable') {
    const reason = 'the connection was closed before the answer had ended';
    return [unreadable({ kind: 'cut', reason }, step)];
  }
  const whole = judgeStep(step, { request, response }, judge);
  const judged = withTime(whole, operation, 1200, code === 'answer-slow' ? 500 : undefined);
  return judgeAnswer(
    { step, judged, draft: undefined, former: [] },
    {
      credentials: new Set(),
      ...(code === 'status-unexpected' && { statuses: { listPets: { valid: [200] } } }),
    },
  ).findings;
}

/** The findings that only `verify` reports, since it knows the purpose of each request. */
const expectations: Partial<
  Record<
    FindingCode,
    (findings: readonly Finding[], parameters: readonly Parameter[]) => Expectation
  >
> = {
  'request-refused': () => ({ kind: 'accepted' }),
  'success-undocumented': () => ({ kind: 'accepted' }),
  'answer-unreadable': () => ({ kind: 'accepted' }),
  'answer-slow': () => ({ kind: 'accepted' }),
  'status-unexpected': () => ({ kind: 'accepted' }),
  'problem-status': () => ({ kind: 'accepted' }),
  'request-accepted': ([because]) => ({ kind: 'refused', because: because! }),
  'request-crashed': ([because]) => ({ kind: 'refused', because: because! }),
  'absence-ignored': (_, [parameter]) => ({
    kind: 'absent',
    because: finding(
      'absence-ignored',
      parameter!.at,
      { part: 'response', in: 'status' },
      { name: 'id' },
    ),
    parameter: parameter!,
  }),
  'operation-undocumented': ([because]) => ({ kind: 'undescribed', because: because! }),
  'allow-incomplete': ([because]) => ({ kind: 'undescribed', because: because! }),
};

/** The findings of a contract's chains for exchanges, as far as these belong to them. */
function judgeChain(judge: Judge, messages: readonly string[]): readonly Finding[] {
  const exchanges = messages.flatMap((text, index) =>
    index % 2 === 0
      ? [{ request: readRequest(text), response: readResponse(messages[index + 1]!) }]
      : [],
  );
  const asked = exchanges.map(({ request }) => judge.request(request).operation);
  const chain = [...planCases(judge, { groups: ['chain'] })].find(({ steps }) =>
    asked.every((operation, index) => steps[index]?.operation === operation),
  );
  const all = exchanges.map((exchange, index) => judgeStep(chain!.steps[index]!, exchange, judge));
  return all.flatMap((judged, index) => {
    const step = chain!.steps[index]!;
    const answered = { step, judged, draft: undefined, former: all.slice(0, index) };
    return judgeAnswer(answered, { credentials: new Set() }).findings;
  });
}

function blocks(page: string, language: string): string[] {
  const fences = page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'));
  return [...fences].map(([, text]) => text!);
}

function readRequest(text: string): HttpRequest {
  const { start, headers, body } = readMessage(text);
  return requestOf(start.replace(' HTTP/1.1', ''), headers, body);
}

function readResponse(text: string): HttpResponse {
  const { start, headers, body } = readMessage(text);
  return responseOf(Number(start.split(' ')[1]), headers, body);
}

function readMessage(text: string) {
  const [head = '', body = ''] = text.replace(/\n$/, '').split('\n\n', 2);
  const [start = '', ...fields] = head.split('\n');
  const headers = Object.fromEntries(fields.map((field) => field.split(': ') as [string, string]));
  return { start, headers, body };
}
