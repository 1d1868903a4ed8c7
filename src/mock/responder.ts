import type { Route } from '../api/route.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import type { CallbackOptions } from './callbacks.ts';
import type { MockAnswer } from './event.ts';
import type { HandlingOptions } from './handlers/handling.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { ReplaySource } from './replay/source.ts';
import type { State, StateOptions } from './state/state.ts';

export interface RespondOptions extends CallbackOptions, HandlingOptions {
  /** Whether to generate data if a request does not say; examples are the default. */
  readonly dynamic?: boolean;
  /** The seed of generated data: the same for the same request. */
  readonly seed?: string;
  /**
   * Whether an example that breaks its schema is an error (500): the first one, or the one that was
   * requested by name. By default, another example replaces the first one, and a requested one is
   * sent with `sl-violations`.
   */
  readonly errors?: boolean;
  /**
   * Whether faults of the contract never stop a client. The best invalid answer is sent with
   * `sl-violations` if there is no valid one, and parts of requests that cannot be checked are
   * accepted.
   */
  readonly lenient?: boolean;
  /** Whether undescribed query parameters are refused. */
  readonly strictQuery?: boolean;
  /** Recorded answers, for requests like the recorded ones. */
  readonly replay?: ReplaySource;
  /** How answers show the items that requests have created, changed and deleted; off by default. */
  readonly state?: StateOptions;
  /** Whether the mock uses HTTPS, so that whole URLs in its answers do, too. */
  readonly secure?: boolean;
  /** `prism`: Prism, which must be installed, makes every answer and validates the requests. */
  readonly engine?: Engine;
}

/** Who makes the answers. */
export type Engine = 'specwright' | 'prism';

/** The mock of one API: answers its requests. */
export interface Responder {
  readonly judge: Judge;
  /**
   * Returns at once if the answer is remembered. `route` is the operation of the request, and
   * `base` the prefix of its target.
   */
  respond(
    request: HttpRequest,
    route: Route,
    nearest?: Nearest,
    base?: string,
  ): MaybePromise<MockAnswer>;
  /** The state of the mock, if it is stateful. */
  readonly state?: Promise<State>;
  /** Loads in advance what the first answers need. */
  warm(): Promise<void>;
  /** Releases resources outside of this process. */
  close(): Promise<void>;
}

/** The path that was probably meant by one without an operation. */
export type Nearest = () => string | undefined;
