import { fileURLToPath } from 'node:url';
import type { Config } from '../api/redocly.ts';
import type { Finding, FindingCode } from '../finding.ts';
import { createJudge, type Judge } from '../judge/judge.ts';
import { messageOf } from '../report/message.ts';
import type { Problem } from '../report/problems.ts';
import type { Contract } from '../sources/contract.ts';
import { lintContract } from './contract.ts';
import { lintKeywords } from './keywords.ts';
import { isOwnRule, isSeverity, type RuleSeverity, severityIn } from './own-rules.ts';
import type { LintResult } from './problem.ts';
import { lintByRedocly } from './redocly.ts';
import { loadRules, type Rules } from './rules.ts';

export { type LintResult, loadRules, type Rules };

export interface LintOptions {
  readonly cwd: string;
  readonly rules: Rules;
  /** The folder of readable files; any by default. */
  readonly within?: string | undefined;
}

const incompleteCodes: ReadonlySet<FindingCode> = new Set([
  'document-unreadable',
  'document-unsupported',
  'reference-dangling',
  'schema-uncompilable',
  'pattern-unreadable',
]);

/**
 * Lints one contract: Redocly's rules, then ours: it loads, every schema compiles, every example
 * satisfies its schema, and keywords apply to the types beside them.
 */
export async function lintApi(
  contract: Contract,
  options: LintOptions,
  judge = contract.api && createJudge(contract.api),
): Promise<LintResult> {
  const { entry, api, findings } = contract;
  const { cwd, rules, within } = options;
  const unapplied = rules.problems.filter((one) => one.api === undefined || one.api === entry.name);
  const config = rules.config?.forAlias(entry.name);
  const judged = [...findings, ...(judge === undefined ? [] : lintSchemas(judge))];
  const own = judged.flatMap((finding) => {
    const set = settingOf(finding, config, contract);
    const severity = set ?? (finding.severity === 'violation' ? 'error' : 'warn');
    const isIncomplete = incompleteCodes.has(finding.code) && (set ?? 'error') === 'error';
    return severity === 'off' ? [] : [{ finding, severity, isIncomplete }];
  });
  const redocly =
    api === undefined || config === undefined
      ? { problems: [], incomplete: true, files: [] }
      : await lintByRedocly(entry, api, { cwd, config, within });
  return {
    problems: [
      ...unapplied.map(({ api: _, ...problem }) => problem),
      ...[...redocly.problems, ...own.map(problemOf)].sort(byPlace),
    ],
    incomplete: unapplied.length > 0 || redocly.incomplete || own.some((one) => one.isIncomplete),
    files: redocly.files,
  };
}

function lintSchemas(judge: Judge): readonly Finding[] {
  return [...lintContract(judge), ...lintKeywords(judge)];
}

/** The setting of this code in redocly.yaml, or of this place in the ignore file. */
function settingOf(
  { code, at }: Finding,
  config: Config | undefined,
  { api }: Contract,
): RuleSeverity | undefined {
  if (config === undefined || !isOwnRule(code)) return undefined;
  if (at?.document.uri.startsWith('file:')) {
    const ignored = config.ignore[fileURLToPath(at.document.uri)]?.[code];
    if (ignored?.has(`#${at.pointer || '/'}`)) return 'off';
  }
  const set = severityIn(config.rules[versions[api?.dialect ?? '3.1']]?.[code]);
  return isSeverity(set) ? set : undefined;
}

const versions = { '3.0': 'oas3_0', '3.1': 'oas3_1', '3.2': 'oas3_2' } as const;

function problemOf({
  finding,
  severity,
}: {
  readonly finding: Finding;
  readonly severity: RuleSeverity;
}): Problem {
  const position = finding.at?.document.position(finding.at.pointer);
  return {
    file: finding.at?.document.label ?? finding.args.name ?? '',
    line: position?.line ?? 1,
    column: position?.column ?? 1,
    severity: severity === 'error' ? 'error' : 'warning',
    rule: finding.code,
    message: messageOf(finding),
  };
}

function byPlace(a: Problem, b: Problem): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column;
}
