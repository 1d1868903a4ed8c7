import type { ShownEntry } from '../journal/shown.ts';
import type { TestSession } from './session.ts';

/** The error of a test that broke the contract. */
export function brokenContractText(violations: readonly string[]): string {
  return `The test broke the contract:\n\n${violations.join('\n\n')}`;
}

/** How a test broke the contract, in words; empty if it did not. */
export async function violationsOf({
  mock,
  allowed,
  lost,
}: TestSession): Promise<readonly string[]> {
  const entries = await mock.journal();
  const broken = entries
    .map((entry) => ({ entry, findings: countingFindings(entry, allowed) }))
    .filter(({ entry, findings }) => isUndescribed(entry, allowed) || findings.length > 0)
    .map(({ entry, findings }) => wordsOf(entry, findings));
  const missing = await lost();
  if (missing === 0) return broken;
  const words = `The journal of the mock has lost ${missing} exchanges since the test began, so they were not checked.`;
  return [...broken, words];
}

function countingFindings(
  { operation, findings }: ShownEntry,
  allowed: ReadonlySet<string>,
): ShownEntry['findings'] {
  if (operation !== null && allowed.has(operation)) return [];
  return findings.filter(({ code, severity }) => severity === 'violation' && !allowed.has(code));
}

/** Whether a request has no described operation, and no finding reports that. */
function isUndescribed({ verdict, findings }: ShownEntry, allowed: ReadonlySet<string>): boolean {
  return verdict === 'unknown' && !findings.some(({ code }) => allowed.has(code));
}

function wordsOf(entry: ShownEntry, findings: ShownEntry['findings']): string {
  const { request, response, operation } = entry;
  const what = operation ?? 'no operation of the contract';
  return [
    `${request.method} ${request.target} → ${response.status} (${what})`,
    ...findings.map(
      ({ code, message, at }) => `  ${code}: ${message}${at === null ? '' : ` (${at})`}`,
    ),
  ].join('\n');
}
