import type { MediaTypeExample } from '../example/media-type.ts';
import type { Finding } from '../finding.ts';
import type { HttpResponse } from '../http/exchange.ts';
import type { Judge } from '../judge/judge.ts';
import type { AnswerSources } from './answer-sources.ts';
import type { PathValues } from './echo.ts';
import type { Prism } from './prism/data.ts';
import type { ResponseSelection } from './select-response.ts';

/**
 * Where the body of an answer is from: a problem; what the contract shows, now or earlier; data that
 * was made up for this request; Prism; what stood in for Prism; what requests have left in the state; a
 * handler; a scenario; a recording; or the mock itself where no API is concerned.
 */
export type Source =
  | ('problem' | 'shown' | 'remembered' | 'made-up' | 'prism' | 'repaired' | 'own')
  | ('state' | 'handler' | 'scenario' | 'replay');

/** An answer, and where its body is from. */
export interface MadeAnswer {
  readonly response: HttpResponse;
  readonly source: Source;
  /** What its body says, where it is of the contract's media types. */
  readonly example: MediaTypeExample | undefined;
  /** Whether the same selection may be answered otherwise for other path parameters. */
  readonly varies?: boolean;
  /** What breaks the contract in it, and was let through because that was asked for. */
  readonly tolerated?: readonly Finding[];
  /** For the log: why the answer is not the one that was wanted. */
  readonly trouble?: string;
}

/** What answers are made with. */
export interface Makers {
  readonly judge: Judge;
  readonly sources: AnswerSources;
  readonly prism: Prism;
}

/** The answer that was selected, for one request. */
export interface RequestedAnswer extends ResponseSelection {
  /** The request's path parameters, which choose among examples, and are repeated in the answer. */
  readonly parameters: PathValues;
  /** Whether the first example, or the one that was asked for by name, is refused where it is invalid. */
  readonly errors: boolean;
  /** Whether the best invalid answer is sent where there is no valid one. */
  readonly lenient: boolean;
}
