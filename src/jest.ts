import type {} from 'expect';
import { type OptionsFor, toKeepContract } from './matcher.ts';

export { createCoverage } from './coverage/coverage.ts';
export { type AnswerOptions, type ContractOptions, toKeepContract } from './matcher.ts';
export { openJudge } from './open.ts';

// For programs that import `expect` from `@jest/globals`, which has its own matchers.
declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /**
     * Checks a request, an answer or an exchange against its contract. Fetch messages stay
     * readable.
     *
     * @example
     * ```ts
     * import { openJudge } from 'specwright/jest';
     *
     * const judge = await openJudge('specs/pets/openapi.yaml');
     * const response = await request(app).get('/v1/pets/7'); // of supertest
     * await expect(response).toKeepContract({ judge });
     * ```
     */
    toKeepContract(options: OptionsFor<T>): Promise<void>;
  }
}

declare global {
  // The same declaration as in @types/jest.
  namespace jest {
    interface Matchers<R, T> {
      /** Checks a request, an answer or an exchange against its contract. */
      toKeepContract(options: OptionsFor<T>): Promise<void>;
    }
  }
}

const { expect } = globalThis as { expect?: { extend?: (matchers: object) => void } };
if (expect?.extend === undefined) {
  throw new TypeError(
    'Cannot add toKeepContract() to the matchers: there is no global "expect"; import specwright/jest in a test of Jest, or in a file of "setupFilesAfterEnv"',
  );
}
expect.extend({ toKeepContract });
