import type { ApiResponse } from './model.ts';

/** What describes successes: `default` describes errors where a success has a status of its own. */
export function successesOf(responses: readonly ApiResponse[]): readonly ApiResponse[] {
  const successes = responses.filter(({ status }) => status.startsWith('2'));
  return successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
}
