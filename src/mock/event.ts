import type { HttpRequest } from '../http/exchange.ts';
import type { MockAnswer } from './responder.ts';

/** What the mock did with a request. */
export interface MockEvent extends MockAnswer {
  /** The API's name; `undefined` where the mock answered for itself. */
  readonly api: string | undefined;
  readonly request: HttpRequest;
  /** The request as the contract describes it: decoded, and without the path of the API. */
  readonly inside?: HttpRequest | undefined;
  readonly milliseconds: number;
}
