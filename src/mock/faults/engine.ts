import type { Operation } from '../../api/model.ts';
import { isNamed } from '../../api/operation-name.ts';
import { randomOf } from '../../random.ts';
import type { Effect, Fault } from './fault.ts';

/** The faults of one request. */
export interface Struck {
  /** Milliseconds to wait before the answer. */
  readonly delay: number;
  /** The effect, besides the delay. */
  readonly effect: Effect | undefined;
  /** The faults of the request, as the user wrote them. */
  readonly texts: readonly string[];
}

/** The faults of a mock: which are set, and what each has done so far. */
export interface Faults {
  readonly current: readonly Fault[];
  /** Replaces the faults; their counts restart. */
  set(faults: readonly Fault[]): void;
  /** The faults of a request to an operation; `undefined` without faults. */
  strike(operation: Operation): Struck | undefined;
}

/** `seed` decides which requests get a fault: the same ones in each run. */
export function createFaults(initial: readonly Fault[], seed = 'specwright'): Faults {
  let current = initial;
  let states = new Map<Fault, State>();

  function stateOf(fault: Fault): State {
    const known = states.get(fault) ?? {
      random: randomOf(`${seed} ${fault.text}`),
      requests: 0,
      met: 0,
    };
    states.set(fault, known);
    return known;
  }

  return {
    get current() {
      return current;
    },
    set(faults) {
      current = faults;
      states = new Map();
    },
    strike(requested) {
      let delay = 0;
      let effect: Effect | undefined;
      const texts: string[] = [];
      for (const fault of current) {
        const { operation } = fault;
        if (operation !== undefined && !isNamed(requested, operation)) continue;
        const state = stateOf(fault);
        const isMet = meets(fault, state);
        state.requests += 1;
        if (!isMet || (effect !== undefined && fault.effect.kind !== 'latency')) continue;
        state.met += 1;
        texts.push(fault.text);
        if (fault.effect.kind === 'latency') delay += latency(fault.effect, state.random);
        else effect = fault.effect;
      }
      return texts.length === 0 ? undefined : { delay, effect, texts };
    },
  };
}

interface State {
  readonly random: () => number;
  requests: number;
  met: number;
}

function meets({ effect, rate, count }: Fault, { random, requests, met }: State): boolean {
  if (met >= count) return false;
  if (effect.kind === 'window' && requests % effect.of < effect.of - effect.length) return false;
  return rate === 1 || random() < rate;
}

/** The 99th percentile of the standard normal distribution. */
const z99 = 2.3263;

function latency(effect: Effect & { readonly kind: 'latency' }, random: () => number): number {
  if ('least' in effect) return effect.least + random() * (effect.most - effect.least);
  const sigma = Math.log(effect.p99 / effect.median) / z99;
  // The Box-Muller method; 0 has no logarithm.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(effect.median * Math.exp(sigma * normal), 600_000);
}
