import type { Fault } from './fault.ts';
import { accessFaults } from './faults/access.ts';
import { answerFaults } from './faults/answers.ts';
import { protocolFaults } from './faults/protocol.ts';
import { refusalFaults } from './faults/refusals.ts';
import { acceptedFaults } from './faults/requests.ts';
import { stateFaults } from './faults/state.ts';
import type { Depot } from './provider.ts';

/** All faults of the depot; each is one change to a correct provider. */
export const faults: readonly Fault<Depot>[] = [
  ...answerFaults,
  ...protocolFaults,
  ...acceptedFaults,
  ...refusalFaults,
  ...accessFaults,
  ...stateFaults,
];
