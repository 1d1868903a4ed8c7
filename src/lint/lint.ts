import type { Finding, FindingCode } from '../finding.ts';
import { createJudge } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';
import type { Contract } from '../sources/contract.ts';
import { lintContract } from './contract.ts';
import type { LintProblem } from './problem.ts';
import { lintByRedocly, loadRules, type Rules } from './redocly.ts';

export { type LintProblem, loadRules, type Rules };

export interface LintResult {
  readonly problems: readonly LintProblem[];
  /** Whether something could not be looked at: a document that does not load, a schema that does not compile. */
  readonly incomplete: boolean;
}

export interface LintOptions {
  readonly cwd: string;
  readonly rules: Rules;
}

const incompleteCodes: ReadonlySet<FindingCode> = new Set([
  'document-unreadable',
  'document-unsupported',
  'reference-dangling',
  'schema-uncompilable',
  'pattern-unreadable',
]);

/**
 * Lints one contract: Redocly's rules, then ours, which are that it loads, that every schema
 * compiles and that every example satisfies its schema.
 */
export async function lintApi(contract: Contract, options: LintOptions): Promise<LintResult> {
  const { entry, api, findings } = contract;
  const incomplete = (found: readonly Finding[]) =>
    found.some(({ code }) => incompleteCodes.has(code));
  if (api === undefined) {
    return { problems: findings.map(problemOf), incomplete: true };
  }
  const judged = [...findings, ...lintContract(createJudge(api))];
  const redocly = await lintByRedocly(entry, api, options);
  const problems = [...redocly.problems, ...judged.map(problemOf)];
  return { problems: problems.sort(byPlace), incomplete: redocly.incomplete || incomplete(judged) };
}

function problemOf(finding: Finding): LintProblem {
  const position = finding.at?.document.position(finding.at.pointer);
  return {
    file: finding.at?.document.label ?? finding.args.name ?? '',
    line: position?.line ?? 1,
    column: position?.column ?? 1,
    severity: finding.severity === 'violation' ? 'error' : 'warning',
    rule: finding.code,
    message: messageOf(finding),
  };
}

function byPlace(a: LintProblem, b: LintProblem): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}
