import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { VerdictOptions } from './answered-step.ts';
import type { Step } from './case.ts';
import type { Conflicts } from './conflicts.ts';
import type { Delivery } from './deliver.ts';
import type { Doubts } from './doubts.ts';
import type { KnownItems } from './known-items.ts';
import type { Provider } from './provider.ts';

/** The facts that an attempt at a case needs. */
export interface AttemptContext {
  readonly judge: Judge;
  readonly verdict: VerdictOptions;
  /** Fields that are set for every request. */
  readonly fields: Provider['headers'];
  readonly deliver: Delivery['deliver'];
  /** Milliseconds after which an answer is too late. */
  readonly maximumTime: number | undefined;
  /** `undefined` if only planned requests may be sent. */
  readonly conflicts: Conflicts | undefined;
  /** Notes what an answer shows of the provider's items. */
  readonly saw: (judged: JudgedExchange, step: Step) => void;
  /** The items that exist; `undefined` if only planned requests may be sent. */
  readonly items: KnownItems | undefined;
  readonly doubts: Doubts;
  /** Whether a violation is known, by its fingerprint. */
  readonly isExcused: (fingerprint: string) => boolean;
}
