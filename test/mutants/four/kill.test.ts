import { describe } from 'vitest';
import { huntAt } from '../hunt.ts';
import { subjects } from './subjects.ts';

// `npm run bench -- mutants` hunts every fault; here it is one in four, so that each kind of fault
// is hunted at every run.
for (const subject of subjects) {
  describe(subject.name, () => huntAt(subject, (_, index) => index % 4 === 1));
}
