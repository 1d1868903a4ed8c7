/** A finding on one line, for people: `api.yaml:3:5 message`. */
import { type Finding, messageOf, placeInContract } from '../../src/index.ts';
export function locationText(finding: Finding): string {
  return `${placeInContract(finding.at)} ${messageOf(finding)}`.trim();
}
