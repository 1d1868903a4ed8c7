import type { ApiResponse } from './model.ts';

/**
 * The responses that describe successes; `default` describes errors if a success has its own
 * status.
 */
export function successesOf(responses: readonly ApiResponse[]): readonly ApiResponse[] {
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
}
