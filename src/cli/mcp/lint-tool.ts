import { type Problem, problemLine } from '../../report/problems.ts';
import { lint } from '../commands/lint.ts';
import { exitCode } from '../exit-code.ts';
import { boundedLines } from './bounded.ts';
import { capture } from './captured.ts';
import { apiProperty, offsetProperty, onlyReads, type Tool } from './tool.ts';

interface LintArguments {
  readonly api?: string;
  readonly severity?: Problem['severity'];
  readonly rule?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** The problems of a document by itself. */
export const lintContract: Tool<LintArguments> = {
  name: 'lint',
  title: 'Lint a document',
  description:
    'Checks a document: the rules of redocly.yaml, that every schema compiles, and that every example satisfies its schema. Errors come first, each with file:line:column.',
  properties: {
    ...apiProperty,
    severity: { enum: ['error', 'warning'], description: 'Only these.' },
    rule: { type: 'string', maxLength: 200, description: 'Only those of this rule or code.' },
    limit: { type: 'integer', minimum: 1, maximum: 500, description: 'At most this many; 100.' },
    ...offsetProperty,
  },
  hints: onlyReads,
  async run({ api, severity, rule, limit = 100, offset = 0 }, project, call) {
    const entry = await project.entry(api);
    const { code, out, notes } = await capture(project.terminal, call, (own) =>
      lint([entry.source], { json: true, report: [], maxProblems: 0 }, own),
    );
    const isError = code === exitCode.couldNotRun;
    if (out.length === 0) return { text: boundedLines(notes), isError };
    const { problems } = JSON.parse(out.join('\n')) as { readonly problems: readonly Problem[] };
    const wanted = problems
      .filter((one) => severity === undefined || one.severity === severity)
      .filter((one) => rule === undefined || one.rule === rule)
      .sort((a, b) => a.severity.localeCompare(b.severity));
    const lines = boundedLines(wanted.map(problemLine), { offset, most: limit });
    return { text: [...notes, lines].join('\n').trimEnd() };
  },
};
