import {
  type Config,
  getLineColLocation,
  lint,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import { LoadedDocuments } from '../api/loaded-documents.ts';
import type { Api } from '../api/model.ts';
import type { ApiEntry } from '../registry.ts';
import { type LintProblem, type LintResult, labelOf } from './problem.ts';

/** Rules whose work our own judge does, by the schema's own dialect and with the exact place. */
const judgedByUs = ['no-invalid-media-type-examples', 'no-invalid-schema-examples'];

/** What the rules have against a document; incomplete where Redocly gave up over it. */
export async function lintByRedocly(
  entry: ApiEntry,
  api: Api,
  { cwd, config }: { readonly cwd: string; readonly config: Config },
): Promise<LintResult> {
  config.skipRules(judgedByUs);
  const externalRefResolver = new LoadedDocuments(api, { mayReadFiles: true });
  const { files } = externalRefResolver;
  let found: readonly NormalizedProblem[];
  try {
    found = await lint({
      ref: entry.source,
      config,
      externalRefResolver,
    });
  } catch (error) {
    // It knows no `deviceAuthorization` of OpenAPI 3.2, for instance, and throws where it meets one.
    const message = `cannot apply Redocly's rules: ${(error as Error).message}`;
    const place = { file: labelOf(entry.source, cwd), line: 1, column: 1 };
    return {
      problems: [{ ...place, severity: 'error', rule: 'redocly', message }],
      incomplete: true,
      files,
    };
  }
  const problems = found
    .filter(({ ignored }) => ignored !== true)
    .map((problem) => toLintProblem(problem, entry, cwd));
  return { problems, incomplete: false, files };
}

function toLintProblem(problem: NormalizedProblem, entry: ApiEntry, cwd: string): LintProblem {
  const location = problem.location[0];
  const start = location && getLineColLocation(location).start;
  return {
    file: labelOf(location?.source.absoluteRef ?? entry.source, cwd),
    line: start?.line ?? 1,
    column: start?.col ?? 1,
    severity: problem.severity === 'warn' ? 'warning' : 'error',
    rule: problem.ruleId,
    message: problem.message.trim().replace(/\s*\n\s*/g, ' '),
  };
}
