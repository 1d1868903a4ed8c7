import { depot } from './depot.ts';
import { huntAt } from './hunt.ts';

// `npm run bench -- mutants` hunts every fault. This test hunts one in twelve, and chooses differently
// for each kind, so that every run hunts each kind of fault.
await huntAt(depot, (_, index) => index % 12 === 5 && index < 90);
