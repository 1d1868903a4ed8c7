import type { Finding } from '../../src/finding.ts';
import { messageOf, placeInContract } from '../../src/report/message.ts';

/** A finding on one line, as a person reads it: `api.yaml:3:5 message`. */
export function locationText(finding: Finding): string {
  return `${placeInContract(finding.at)} ${messageOf(finding)}`.trim();
}
