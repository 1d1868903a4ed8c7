import { problemResponse } from '../../http/problem-details.ts';
import type { MadeAnswer } from '../made-answer.ts';
import { plainProblem } from '../problems.ts';

/** The answer while the store is unavailable (RFC 9110 section 15.6.4). */
export function storeAway(why: string): MadeAnswer {
  const problem = plainProblem(503, 'Service Unavailable', why);
  const response = problemResponse(problem, { 'retry-after': '1' });
  return { response, source: 'problem', example: undefined, trouble: why };
}
