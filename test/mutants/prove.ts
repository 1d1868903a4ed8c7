import { describe, expect, test } from 'vitest';
import { createOracle } from './oracle.ts';
import type { Subject } from './subject.ts';

/**
 * Proves what a bench relies on: the provider keeps its contract, and each fault breaks it. The tool
 * under test has no part in the proof. A second implementation of JSON Schema checks the answers. The
 * handwritten validation of the provider decides which requests keep the contract.
 */
export function prove<Store>(subject: Subject<Store>): void {
  const { requests, createProvider, faults } = subject;
  const { faultOf, isDescribed } = createOracle(subject);

  test('each name is unique', () => {
    const names = faults.map(({ name, operation }) => `${operation}: ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.for(Object.entries(requests))(
    '%s gets an answer that keeps the contract',
    async ([, request]) => {
      const answer = createProvider().handle(request);
      expect(answer.status).toBeLessThan(300);
      expect(await faultOf(request, answer)).toBeUndefined();
    },
  );

  describe('each fault', () => {
    test.for([...faults])('$operation: $name', async ({ apply, witness, promise }) => {
      const { handle } = createProvider();
      const kept = witness.map((request) => handle(request));
      for (const [index, request] of witness.entries()) {
        expect(await faultOf(request, kept[index]!)).toBeUndefined();
        if (kept[index]!.status < 300) expect(await isDescribed(request)).not.toBe(false);
      }
      expect(promise?.(kept) ?? true).toBe(true);

      const mutant = createProvider();
      const faulty = apply(mutant.handle, mutant.store);
      const broken = witness.map((request) => faulty(request));
      const request = witness.at(-1)!;
      const [wanted, got] = [kept.at(-1)!, broken.at(-1)!];
      const isAnotherVerdict = wanted.status < 300 !== got.status < 300;
      const fault = isAnotherVerdict
        ? `${got.status} where the contract has ${wanted.status}`
        : ((await faultOf(request, got)) ?? (promise?.(broken) === false ? 'not kept' : undefined));
      expect(fault).toBeDefined();
    });
  });
}
