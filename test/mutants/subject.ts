import type { StatusesByOperation } from '../../src/configuration.ts';
import type { Fault } from './fault.ts';
import type { Handle, Incoming } from './http.ts';

/** A contract, a provider that keeps it, and faults that break it. */
export interface Subject<Store = unknown> {
  readonly name: string;
  /** The contract: an OpenAPI 3.1 document in YAML. */
  readonly contract: URL;
  /** The credentials that the provider accepts, by security scheme. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The statuses on which both sides have agreed beside the contract, as in the configuration. */
  readonly statuses?: StatusesByOperation;
  /** One valid request of each operation. */
  readonly requests: Readonly<Record<string, Incoming>>;
  /** The operation of a request, whose path is always in the contract. */
  readonly operationOf: (request: Incoming) => string | undefined;
  /** A provider and its data, which faults can change. */
  readonly createProvider: () => { readonly handle: Handle; readonly store: Store };
  /** Parses an answer whose media type the oracle does not know; `undefined` if that fails. */
  readonly readers?: Readonly<Record<string, (text: string) => unknown>>;
  readonly faults: readonly Fault<Store>[];
}
