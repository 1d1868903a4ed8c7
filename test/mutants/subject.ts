import type { StatusesByOperation } from '../../src/configuration.ts';
import type { Fault } from './fault.ts';
import type { Handle, Incoming } from './http.ts';

/** A contract, a provider that keeps it, and what breaks it. */
export interface Subject<Store = unknown> {
  readonly name: string;
  /** The contract: an OpenAPI 3.1 document in YAML. */
  readonly contract: URL;
  /** What the provider knows people by, by the security schemes of the contract. */
  readonly credentials: Readonly<Record<string, string>>;
  /** What both sides have agreed on besides the contract, as the configuration says it. */
  readonly statuses?: StatusesByOperation;
  /** One request of each operation that keeps the contract. */
  readonly requests: Readonly<Record<string, Incoming>>;
  /** Which operation a request is of; only paths of the contract are asked for. */
  readonly operationOf: (request: Incoming) => string | undefined;
  /** A provider, and what it holds, for faults to reach into. */
  readonly createProvider: () => { readonly handle: Handle; readonly store: Store };
  /** How the oracle reads answers of media types that it does not know; `undefined` when it cannot. */
  readonly readers?: Readonly<Record<string, (text: string) => unknown>>;
  readonly faults: readonly Fault<Store>[];
}
