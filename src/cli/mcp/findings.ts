import type { Finding } from '../../finding.ts';
import { blockWith, findingLine, withSection } from '../../report/block.ts';
import { messageOf, placeInContract } from '../../report/message.ts';
import { sectionOf } from '../../report/section.ts';

/**
 * Findings as lines: the place in the contract, the message, the code, and the section of the
 * standard.
 */
export function findingTexts(findings: readonly Finding[]): readonly string[] {
  return findings.map((found) => {
    const { severity, code, at } = found;
    const line = findingLine(placeInContract(at), { severity, code, message: messageOf(found) });
    return blockWith(line, withSection(sectionOf(found)));
  });
}
