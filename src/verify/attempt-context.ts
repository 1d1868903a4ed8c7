import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { VerdictOptions } from './answered-step.ts';
import type { Step } from './case.ts';
import type { Conflicts } from './conflicts.ts';
import type { Delivery } from './deliver.ts';
import type { Doubts } from './doubts.ts';
import type { KnownItems } from './known-items.ts';
import type { Provider } from './provider.ts';

/** What a case is attempted with. */
export interface AttemptContext {
  readonly judge: Judge;
  readonly verdict: VerdictOptions;
  /** Fields that are set for every request. */
  readonly fields: Provider['headers'];
  readonly deliver: Delivery['deliver'];
  /** Milliseconds after which an answer is too late. */
  readonly maximumTime: number | undefined;
  /** `undefined` where nothing may be sent but what was planned. */
  readonly conflicts: Conflicts | undefined;
  /** Notes what an answer to a step shows of the items at the provider. */
  readonly saw: (judged: JudgedExchange, step: Step) => void;
  /** The items that are there; `undefined` where nothing may be sent but what was planned. */
  readonly items: KnownItems | undefined;
  readonly doubts: Doubts;
  /** Whether a violation is known, by its fingerprint. */
  readonly isExcused: (fingerprint: string) => boolean;
}
