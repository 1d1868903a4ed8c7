import type { HttpRequest } from '../http/exchange.ts';
import type { MockAnswer } from './responder.ts';

/** What the mock did with a request. */
export interface MockEvent extends MockAnswer {
  /** The API's name; `undefined` for the mock's own answers. */
  readonly api: string | undefined;
  readonly request: HttpRequest;
  /** The request in the terms of the contract: decoded, and without the path prefix of the API. */
  readonly inside?: HttpRequest | undefined;
  readonly milliseconds: number;
}
