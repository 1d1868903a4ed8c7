import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpResponse, headerValue } from '../../src/http/exchange.ts';
import {
  createJudge,
  createMock,
  type Listening,
  listen,
  loadApi,
  messageOf,
  type Operation,
  placeInContract,
} from '../../src/index.ts';
import { contracts } from '../specs/contracts.ts';
import type { Payload } from '../specs/evidence.ts';
import { operationOf, requestOf } from '../specs/payload.ts';
import { exampleCases, runExample } from './examples.ts';
import { createProvider, type Provider, providerOf } from './provider.ts';

// Tests the providers that the environment names, or else the mock, against the contracts of this
// repository. test/contracts/provider.ts lists the variables.
for (const contract of contracts()) {
  const { name } = contract;
  const { api, findings } = await loadApi(contract.path);
  if (api === undefined || findings.length > 0)
    throw new Error(`the contract ${name} is not usable`);
  const judge = createJudge(api);
  const real = providerOf(name, process.env, [...api.securitySchemes.keys()]);

  describe(`${name} at ${real === undefined ? 'its mock' : real.url}`, () => {
    let provider: Provider;
    let listening: Listening | undefined;
    beforeAll(async () => {
      if (real === undefined) listening = await listen(createMock([{ name, api }]), { port: 0 });
      if (listening?.ok === false) throw new Error(listening.reason);
      provider = real ?? createProvider('mock', listening?.url ?? '');
    });
    afterAll(async () => {
      if (listening?.ok) await listening.close();
    });

    const { cases, without } = exampleCases(judge, real?.credentials);

    test('has a request to send for each operation', () => {
      expect(without.map(({ id }) => id)).toEqual([]);
      expect(cases.length).toBeGreaterThan(0);
    });

    test.each(cases)('answers $operation.id as described, asked with $name', async (each) => {
      const outcome = await runExample(each, judge, (request) => provider.send(request));
      const faults =
        outcome.kind === 'inconclusive'
          ? [`inconclusive: ${outcome.reason}`]
          : outcome.findings.map((found) => `${placeInContract(found.at)} ${messageOf(found)}`);
      expect(faults).toEqual([]);
    });

    const payloads = (contract.index as { payloads: readonly Payload[] }).payloads.filter(
      ({ part, judge }) => part === 'request' && judge !== 'finds',
    );
    test.each(payloads)('accepts $file as it stands on its page', async (payload) => {
      const operation = operationOf(api, payload);
      const request = requestOf(operation, contract, payload, real?.credentials);
      const outcome = await runExample({ name: payload.file, operation, request }, judge, (sent) =>
        provider.send(sent),
      );
      expect(outcome).toMatchObject({ kind: 'judged', findings: [] });
    });

    // Only a mock can be asked for a specific answer.
    describe.runIf(real === undefined)('returns every described answer on request', () => {
      test.each(describedAnswers(api.operations))(
        '$label',
        async ({ operation, status, media, example, value }) => {
          const request = cases.find((each) => each.operation === operation)!.request;
          const prefer = `code=${status}${example === undefined ? '' : `, example=${example}`}`;
          const headers = { ...request.headers, prefer, ...(media && { accept: media }) };
          const sent = await provider.send({ ...request, headers });
          if (!sent.ok) throw new Error(sent.reason);
          expect(sent.response.status).toBe(status);
          expect(judge.response(operation, request, sent.response).findings).toEqual([]);
          if (media !== undefined) expect(bodyOf(sent.response)).toEqual(value);
        },
      );
    });
  });
}

/** All statuses, media types and examples of each operation; `default` counts as a status. */
function describedAnswers(operations: readonly Operation[]) {
  return operations.flatMap((operation) =>
    operation.responses.flatMap((response) => {
      const status = response.status === 'default' ? 500 : Number(response.status);
      const answers = response.content.flatMap((media) =>
        media.examples.map(({ name, value }) => ({ media: media.name, example: name, value })),
      );
      const none = { media: undefined, example: undefined, value: undefined };
      return (answers.length === 0 ? [none] : answers).map((answer) => ({
        operation,
        status,
        ...answer,
        label: [operation.id, response.status, answer.media, answer.example]
          .filter(Boolean)
          .join(' '),
      }));
    }),
  );
}

function bodyOf({ headers, body }: HttpResponse): unknown {
  const text = new TextDecoder().decode(body);
  return /json/.test(headerValue(headers, 'content-type') ?? '') ? JSON.parse(text) : text;
}
