import { describe, expect, test } from 'vitest';
import { loadApi } from '../../src/api/load.ts';
import type { Api, MediaType, Operation } from '../../src/api/model.ts';
import type { Finding } from '../../src/finding.ts';
import type { HttpRequest } from '../../src/http/exchange.ts';
import { noBody } from '../../src/http/exchange.ts';
import { createJudge } from '../../src/judge/judge.ts';
import { type Contract, contracts } from './contracts.ts';
import type { Payload } from './evidence.ts';

test.each(contracts())(
  'the contract of $name compiles, and its examples keep it',
  async (contract) => {
    expect(createJudge(await load(contract)).document()).toEqual([]);
  },
);

for (const contract of contracts()) {
  const { payloads } = contract.index as { payloads: readonly Payload[] };
  if (payloads.length === 0) continue;

  describe(`the documented payloads of ${contract.name}`, async () => {
    const api = await load(contract);

    test.each(payloads.filter(({ verdict }) => verdict === 'keeps'))(
      '$file keeps the contract',
      (payload) => {
        expect(violations(api, contract, payload)).toEqual([]);
      },
    );

    test.each(payloads.filter(({ judge }) => judge === 'finds'))(
      '$file breaks the contract, as its page does',
      (payload) => {
        expect(violations(api, contract, payload)).not.toEqual([]);
      },
    );

    test.each(payloads.filter(({ judge }) => judge === 'silent'))(
      '$file is in conflict with prose only, and no judge can tell',
      (payload) => {
        expect(violations(api, contract, payload)).toEqual([]);
      },
    );

    test.each(payloads.filter(({ file }) => file.endsWith('.json')))(
      '$file is an example of the contract',
      (payload) => {
        const examples = mediaTypeOf(api, payload)?.examples.map(({ value }) => value);
        expect(examples).toContainEqual(JSON.parse(contract.payload(payload.file).toString()));
      },
    );
  });
}

async function load(contract: Contract): Promise<Api> {
  const { api, findings } = await loadApi(contract.path);
  if (api === undefined) throw new Error(`Cannot load ${contract.path}: ${findings[0]?.code}`);
  return api;
}

/** Every way in which a payload breaks the contract. */
function violations(api: Api, contract: Contract, payload: Payload): readonly Finding[] {
  const judge = createJudge(api);
  const operation = operationOf(api, payload);
  const body = contract.payload(payload.sends ?? payload.file);
  const headers = { 'content-type': payload.mediaType };
  const findings =
    payload.part === 'request'
      ? judge.request({ ...requestOf(operation, payload), body }).findings
      : judge.response(operation, requestOf(operation, payload), {
          status: statusOf(payload),
          headers,
          body,
        });
  return findings.filter(({ severity }) => severity === 'violation');
}

/** The request as its page shows it, with what the page leaves to the reader filled in. */
function requestOf(operation: Operation, { shown, mediaType }: Payload): HttpRequest {
  return {
    method: operation.method,
    target: shown?.target ?? operation.path.replaceAll(/\{\w+\}/g, 'string'),
    headers: shown?.headers ?? { ...credentials(operation), 'content-type': mediaType },
    body: noBody,
  };
}

/** What meets the first alternative of an operation's security. */
function credentials(operation: Operation): Record<string, string> {
  const [alternative = []] = operation.security;
  return Object.fromEntries(
    alternative.map(({ scheme: { credential } }) =>
      credential.type === 'apiKey'
        ? [credential.name.toLowerCase(), 'token']
        : ['authorization', 'Bearer token'],
    ),
  );
}

function operationOf(api: Api, { operation: id }: Payload): Operation {
  const operation = api.operations.find(({ operationId }) => operationId === id);
  if (operation === undefined) throw new Error(`Cannot find the operation ${id}`);
  return operation;
}

function mediaTypeOf(api: Api, payload: Payload): MediaType | undefined {
  const operation = operationOf(api, payload);
  const described =
    payload.part === 'request'
      ? operation.requestBody
      : operation.responses.find(
          ({ status }) => status === payload.status || status === String(payload.judgedAs),
        );
  return described?.content.find(({ name }) => name === payload.mediaType);
}

function statusOf({ status, judgedAs }: Payload): number {
  return judgedAs ?? Number(status);
}
