/** A finding on one line, as a person reads it: `api.yaml:3:5 message`. */
import { type Finding, messageOf, placeInContract } from '../../src/index.ts';
export function locationText(finding: Finding): string {
  return `${placeInContract(finding.at)} ${messageOf(finding)}`.trim();
}
