import { describe, expect, test } from 'vitest';
import { huntAt } from '../hunt.ts';
import { createHunter } from '../kill.ts';
import { khoros } from './khoros/faults.ts';
import { subjects } from './subjects.ts';

// `npm run bench -- mutants` hunts every fault. This test hunts one in four, so that every run hunts
// each kind of fault.
for (const subject of subjects) {
  describe(subject.name, () => huntAt(subject, (_, index) => index % 4 === 1));
}

test('a refusal that a rule of the provider may explain is found only if both sides have agreed on the statuses', async () => {
  const { statuses: _, ...open } = khoros;
  const hunters = [await createHunter(open), await createHunter(khoros)] as const;
  const refusals = khoros.faults.filter(({ name }) =>
    /^refuses (?:an additional field|requests with X-SF-Company-Id)$/.test(name),
  );
  expect(refusals).toHaveLength(2);
  for (const fault of refusals) {
    const [alone, agreed] = [await hunters[0].hunt(fault), await hunters[1].hunt(fault)];
    expect([alone.isFound, agreed.isFound, agreed.isPlaced]).toEqual([false, true, true]);
  }
});
