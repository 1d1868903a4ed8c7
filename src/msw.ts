import { type LoadOptions, loadApi } from './api/load.ts';
import type { Api } from './api/model.ts';
import { wholeApi } from './contract-error.ts';
import {
  type ContractMock,
  type ContractMockOptions,
  createContractMock,
} from './mock/testing/contract-handlers.ts';

export type { ShownEntry } from './mock/journal/shown.ts';
export type { ContractMock, ContractMockOptions } from './mock/testing/contract-handlers.ts';
export type { JournalFilter } from './mock/testing/session.ts';

/**
 * A contract as handlers of MSW: the engine of `specwright mock`, in a test and in a page. In Node,
 * the contract is a path or a URL; in a page, it is a URL.
 *
 * @example
 * ```ts
 * import { setupServer } from 'msw/node';
 * import { contractMock } from 'specwright/msw';
 *
 * const pets = await contractMock('specs/pets/openapi.yaml', { baseUrl: 'https://api.example.com' });
 * const server = setupServer(...pets.handlers);
 * server.listen({ onUnhandledRequest: 'error' });
 * await pets.scenario('declined');
 * ```
 *
 * @throws {ContractError} when the document cannot be read, or a part of it cannot be understood.
 */
export async function contractMock(
  contract: string | URL | Api,
  options: ContractMockOptions & Pick<LoadOptions, 'allowRemote'>,
): Promise<ContractMock> {
  const { allowRemote, ...others } = options;
  if (typeof contract !== 'string' && !(contract instanceof URL)) {
    return createContractMock(contract, others);
  }
  const source = String(contract);
  const loading = loadApi(source, allowRemote === undefined ? {} : { allowRemote });
  return createContractMock(wholeApi(source, await loading), others);
}
