import { describe, expect, test } from 'vitest';
import type { Api, MediaType } from '../../src/api/model.ts';
import { createJudge, type Finding, lintContract, loadApi } from '../../src/index.ts';
import { type Contract, contracts } from './contracts.ts';
import type { Payload } from './evidence.ts';
import { bytesOf, operationOf, requestOf } from './payload.ts';

test.each(contracts())(
  'the contract of $name compiles, and its examples keep it',
  async (contract) => {
    expect(lintContract(createJudge(await load(contract)))).toEqual([]);
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
      '$file contradicts only prose, which no judge can check',
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

/** All violations of a payload. */
function violations(api: Api, contract: Contract, payload: Payload): readonly Finding[] {
  const judge = createJudge(api);
  const operation = operationOf(api, payload);
  const headers = { 'content-type': payload.mediaType };
  const body = bytesOf(contract, payload);
  const findings =
    payload.part === 'request'
      ? judge.request(requestOf(operation, contract, payload)).findings
      : judge.response(operation, operation, { status: statusOf(payload), headers, body }).findings;
  return findings.filter(({ severity }) => severity === 'violation');
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
