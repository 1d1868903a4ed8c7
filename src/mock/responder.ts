import type { Operation } from '../api/model.ts';
import type { Route } from '../api/route.ts';
import type { MediaTypeExample } from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import type { HttpRequest, HttpResponse } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import type { CallbackOptions } from './callbacks.ts';
import type { HandlingOptions } from './handlers/handling.ts';
import type { Source } from './made-answer.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { ReplaySource } from './replay/source.ts';
import type { State, StateOptions } from './state/state.ts';

export interface RespondOptions extends CallbackOptions, HandlingOptions {
  /** Whether answers are made up where a request does not say; by default examples are shown. */
  readonly dynamic?: boolean;
  /** Makes made-up data the same for the same request. */
  readonly seed?: string;
  /**
   * Whether an example that breaks its schema is refused with 500: the first, or the one that was
   * asked for by name. By default another one is sent in place of the first, and `sl-violations` says
   * what is wrong with one that was asked for.
   */
  readonly errors?: boolean;
  /**
   * Whether a mistake of the contract stops no client: where there is no valid answer, the best invalid one is
   * sent with `sl-violations`, and what cannot be checked of a request is let through.
   */
  readonly lenient?: boolean;
  /** Whether a query parameter that is not described is refused. */
  readonly strictQuery?: boolean;
  /** What was recorded, and is answered again where a request is like a recorded one. */
  readonly replay?: ReplaySource;
  /** How answers show what requests have created, changed and removed; not at all by default. */
  readonly state?: StateOptions;
  /** Whether it is served over HTTPS, so that whole URLs in its answers say so. */
  readonly secure?: boolean;
  /** `prism`: Prism, which has to be installed, makes every answer and says what a valid request is. */
  readonly engine?: Engine;
}

/** Who makes the answers. */
export type Engine = 'specwright' | 'prism';

/** One API as a mock: what its requests are answered with. */
export interface Responder {
  readonly judge: Judge;
  /**
   * At once where the answer is remembered. `route` is what the request is for, and `base` is what stood
   * before its target.
   */
  respond(
    request: HttpRequest,
    route: Route,
    nearest?: Nearest,
    base?: string,
  ): MaybePromise<MockAnswer>;
  /** What requests have left, where the mock is stateful. */
  readonly state?: Promise<State>;
  /** Loads what the first answers need, where that takes long. */
  warm(): Promise<void>;
  /** Lets go of what is held outside of this process. */
  close(): Promise<void>;
}

/** The path that was perhaps meant by one that leads nowhere. */
export type Nearest = () => string | undefined;

/** What the mock answers, and how it came about. */
export interface MockAnswer {
  readonly response: HttpResponse;
  readonly operation: Operation | undefined;
  /** What is wrong with the request, or undocumented in it. */
  readonly findings: readonly Finding[];
  readonly source: Source;
  /** What was let through because the mock is lenient. */
  readonly tolerated?: readonly Finding[] | undefined;
  /** Why the answer is not the one that was wanted. */
  readonly trouble?: string | undefined;
  /** What its body shows of the contract. */
  readonly example?: MediaTypeExample | undefined;
}
