import type { Operation } from '../api/model.ts';
import type { HttpRequest } from '../http/exchange.ts';
import type { Judge, JudgedExchange } from '../judge/judge.ts';
import type { VerdictOptions } from './answered-step.ts';
import type { Bystanders } from './bystanders.ts';
import type { Step } from './case.ts';
import type { Conflicts } from './conflicts.ts';
import type { CurrentTags } from './current-tags.ts';
import type { Delivery } from './deliver.ts';
import type { Doubts } from './doubts.ts';
import type { FreshKeys } from './fresh-keys.ts';
import type { KnownItems } from './known-items.ts';
import type { Provider } from './provider.ts';
import type { References } from './references.ts';

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
  /** `undefined` if only planned requests may be sent, or writes to all items are allowed. */
  readonly bystanders: Bystanders | undefined;
  /** The current ETags; `undefined` if only planned requests may be sent. */
  readonly tags: CurrentTags | undefined;
  /** Ids in bodies; `undefined` if only planned requests may be sent. */
  readonly references: References | undefined;
  /** `undefined` if only planned requests may be sent. */
  readonly freshKey: FreshKeys | undefined;
  /** Puts something at the path of a read that found nothing; whether it could. */
  readonly putAt: ((read: Operation, request: HttpRequest) => Promise<boolean>) | undefined;
  readonly doubts: Doubts;
  /** Whether a violation is known, by its fingerprint. */
  readonly isExcused: (fingerprint: string) => boolean;
}
