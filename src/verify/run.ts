import { isSafeMethod } from '../http/method.ts';
import type { Judge } from '../judge/judge.ts';
import type { Case } from './case.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import type { Leftover } from './clean-up.ts';
import { type Destructive, whyDestructive } from './destructive.ts';
import type { Outcome } from './outcome.ts';
import { createPoison } from './poison.ts';
import { defaultMode, type Mode, type Provider, providerDefaults } from './provider.ts';
import { createRunner, type RunnerOptions } from './runner.ts';

export interface RunOptions extends RunnerOptions {
  /** The number of failed cases after which the run stops. */
  readonly maximumFailures?: number;
  /** Patterns of destructive operations and of safe ones; others are recognized by name. */
  readonly destructive?: Destructive;
  /** Receives at the end what the run created and could not delete. */
  readonly onLeftovers?: (left: readonly Leftover[]) => void;
}

/**
 * Sends cases to a provider and judges the answers: one outcome for each case, in the order of the
 * cases. Cases that write run alone, so that every run is the same.
 */
export async function* runCases(
  cases: Iterable<Case>,
  judge: Judge,
  provider: Provider,
  options: RunOptions = {},
): AsyncIterable<Outcome> {
  const { maximumFailures = Number.POSITIVE_INFINITY } = options;
  const concurrency = provider.concurrency ?? providerDefaults.concurrency;
  const mode = options.mode ?? defaultMode(provider.baseUrl);
  const runner = createRunner(judge, provider, { ...options, mode });
  const circuitBreaker = createCircuitBreaker();
  const poison = createPoison((each) => runner.run(each));
  const underWay: Promise<Outcome>[] = [];
  let failures = 0;

  const start = (each: Case): Promise<Outcome> | Outcome => {
    const reason =
      whyNotAllowed(each, mode) ??
      (options.allowDestructive
        ? undefined
        : whyDestructive(each, judge.api.operations, options.destructive)) ??
      poison.reason() ??
      (failures >= maximumFailures ? `${failures} cases failed before` : circuitBreaker.reason());
    return reason === undefined
      ? runner.run(each).then(poison.saw)
      : { kind: 'skipped', case: each, reason };
  };
  const account = (outcome: Outcome): Outcome => {
    circuitBreaker.saw(outcome);
    if (outcome.kind === 'failed') failures += 1;
    return outcome;
  };

  try {
    for (const each of cases) {
      const isAlone = writes(each);
      while (underWay.length >= (isAlone ? 1 : concurrency)) {
        yield account(await underWay.shift()!);
      }
      const running = start(each);
      if (isAlone || !(running instanceof Promise)) {
        while (underWay.length > 0) yield account(await underWay.shift()!);
        yield account(await running);
      } else underWay.push(running);
    }
    while (underWay.length > 0) yield account(await underWay.shift()!);
  } finally {
    // This also runs after the consumer stops reading outcomes, because the created items still
    // exist.
    await Promise.allSettled(underWay);
    const left = await runner.cleanUp();
    if (left.length > 0) options.onLeftovers?.(left);
    runner.close();
  }
}

function whyNotAllowed(each: Case, mode: Mode): string | undefined {
  if (mode === 'examples' && each.group !== 'example') {
    return 'it is not a documented request; --mode full allows it';
  }
  if (mode === 'examples' && each.isMadeUp === true) {
    return 'it has values that the contract does not show; give examples or fixtures, or --mode full';
  }
  if (mode === 'safe' && !each.safe) {
    return 'it writes, or breaks the contract; --mode full allows it';
  }
  return undefined;
}

/**
 * Whether a case may change the provider's data, even an invalid one, because a provider may accept
 * it.
 */
function writes({ group, steps }: Case): boolean {
  return group === 'chain' || steps.some(({ operation }) => !isSafeMethod(operation.method));
}
