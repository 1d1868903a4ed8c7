import type { Finding } from '../finding.ts';
import type { Step } from './case.ts';

/** The texts against an annotation that a run sent: providers may keep them, and show them later. */
export interface Echoes {
  sent(step: Step): void;
  /** Whether an answer only repeats such a text. */
  repeats(found: Finding): boolean;
}

export function createEchoes(isAnnotation: (found: Finding) => boolean): Echoes {
  const texts = new Set<unknown>();
  return {
    sent({ expectation }) {
      if (expectation.kind !== 'refused' || !isAnnotation(expectation.because)) return;
      texts.add(expectation.because.args.received);
    },
    repeats(found) {
      const isAnswer = found.place?.part === 'response';
      return isAnswer && isAnnotation(found) && texts.has(found.args.received);
    },
  };
}
