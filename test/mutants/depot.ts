import { faults } from './faults.ts';
import { partOfXml } from './part-xml.ts';
import { createProvider, credentials, type Depot } from './provider.ts';
import { operationOf, requests } from './requests.ts';
import type { Subject } from './subject.ts';

/** An API of this repository that uses every feature of a contract. */
export const depot: Subject<Depot> = {
  name: 'depot',
  contract: new URL('contract.yaml', import.meta.url),
  credentials,
  requests,
  operationOf,
  createProvider,
  readers: { 'application/xml': partOfXml },
  faults,
};
