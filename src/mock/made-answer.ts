import type { MediaTypeExample } from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import type { HttpResponse } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import type { AnswerSources } from './answer-sources.ts';
import type { PathValues } from './echo.ts';
import type { Prism } from './prism/data.ts';
import type { ResponseSelection } from './select-response.ts';

/**
 * The source of an answer's body.
 *
 * - Of a mock: a problem, the contract (now or earlier), generated data, Prism, a substitute for
 *   Prism, the state, a handler, a scenario, a recording, or the mock itself.
 * - Behind a proxy: the provider, the mock in its place, or the proxy.
 * - Of a webhook: its receiver.
 */
export type Source =
  | ('problem' | 'shown' | 'remembered' | 'made-up' | 'prism' | 'repaired' | 'own')
  | ('state' | 'handler' | 'scenario' | 'replay')
  | ('provider' | 'mock' | 'proxy' | 'receiver');

/** An answer, and the source of its body. */
export interface MadeAnswer {
  readonly response: HttpResponse;
  readonly source: Source;
  /** The value of its body, if it has a media type of the contract. */
  readonly example: MediaTypeExample | undefined;
  /** Whether other path parameters may change the answer to the same selection. */
  readonly varies?: boolean;
  /** Violations in it that were accepted, because the user asked for that. */
  readonly tolerated?: readonly Finding[];
  /** For the log: why the answer is not the preferred one. */
  readonly trouble?: string;
}

/** The parts of a mock that make answers. */
export interface Makers {
  readonly judge: Judge;
  readonly sources: AnswerSources;
  readonly prism: Prism;
}

/** The selected answer, for one request. */
export interface RequestedAnswer extends ResponseSelection {
  /** The request's path parameters, which choose among examples, and are repeated in the answer. */
  readonly parameters: PathValues;
  /**
   * Whether an invalid example is an error: the first one, or the one that was requested by name.
   */
  readonly errors: boolean;
  /** Whether the best invalid answer is sent if there is no valid one. */
  readonly lenient: boolean;
}
