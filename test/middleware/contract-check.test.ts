import { describe, expect, test, vi } from 'vitest';
import { createKaitenClient } from '../../generated/kaiten/client.ts';
import { type Finding, openJudge } from '../../src/index.ts';
import { type ContractCheckOptions, contractCheck } from '../../src/middleware/contract-check.ts';
import { answer, answering } from '../client/exchange.ts';

const judge = await openJudge('specs/kaiten/openapi.yaml');

/** Creates a customer at a provider with this answer, and returns the reports. */
async function created(
  response: Response,
  options: ContractCheckOptions = {},
  body = { name: 'A' },
) {
  const reports: string[] = [];
  const check = contractCheck(judge, {
    report: (findings, { call }) =>
      reports.push(
        ...findings.map(({ code, place }) => `${call.operation} ${place?.part}: ${code}`),
      ),
    ...options,
  });
  const { fetch } = answering(response);
  const kaiten = createKaitenClient({ fetch, middleware: [check], credentials: { bearer: 't' } });
  return { reports, result: await kaiten.createCustomer({ body }) };
}

describe('the contract check', () => {
  test('reports violations in an answer, and passes it on', async () => {
    const broken = answer(201, 'application/json', '{"id":7}');
    const { reports, result } = await created(broken);
    expect(reports).toContain('createCustomer response: value-invalid');
    expect(result).toMatchObject({ ok: true, data: { id: 7 } });
  });

  test('reports violations in a request', async () => {
    const { reports } = await created(answer(401, 'application/problem+json', '{}'), {}, {
      name: 7,
    } as never);
    expect(reports).toContain('createCustomer request: value-invalid');
  });

  test.each([
    'http://127.0.0.1:4010/kaiten',
    'http://localhost:3000/api/',
    'https://demo.kaiten.sh',
  ])('finds the operation below the base URL %s', async (baseUrl) => {
    const report = vi.fn();
    const { fetch } = answering(answer(201, 'application/json', '{"id":7}'));
    const middleware = [contractCheck(judge, { report })];
    const kaiten = createKaitenClient({ baseUrl, fetch, middleware, credentials: { bearer: 't' } });
    await kaiten.createCustomer({ body: { name: 'A' } });
    const [findings] = report.mock.calls[0]!;
    expect(findings.map(({ code }: Finding) => code)).toContain('value-invalid');
    expect(findings.map(({ code }: Finding) => code)).not.toContain('path-unknown');
  });

  test('is silent if the contract is kept, and about tolerated findings', async () => {
    expect((await created(answer(401, 'application/problem+json', '{}'))).reports).toEqual([]);
    const tolerate = ['violation', 'undocumented', 'advisory'] as const;
    expect((await created(answer(418), { tolerate })).reports).toEqual([]);
  });

  test('writes to the console with the line of the contract, unless there is a callback', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const { fetch } = answering(answer(201, 'application/json', '{"id":7}'));
    const kaiten = createKaitenClient({ fetch, middleware: [contractCheck(judge)] });
    await kaiten.createCustomer({ body: { name: 'A' } });
    const [text] = warn.mock.calls[0]!;
    warn.mockRestore();
    expect(text).toMatch(/^POST https:\/\/\S+\/customers → 201 breaks the contract\n/);
    expect(text).toMatch(/specs\/kaiten\/openapi\.yaml:\d+:\d+: response body/);
  });
});
