import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createConfig,
  findConfig,
  getLineColLocation,
  lint,
  loadConfig,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import type { ApiEntry } from '../config.ts';
import type { LintProblem } from './problem.ts';

/** Rules whose work our own judge does, by the schema's own dialect and with the exact place. */
const judgedByUs = new Set(['no-invalid-media-type-examples', 'no-invalid-schema-examples']);

/**
 * What Redocly's rules have against a document: those that the project's redocly.yaml asks for,
 * else the strict recommendation.
 */
export async function lintByRedocly(entry: ApiEntry, cwd: string): Promise<readonly LintProblem[]> {
  const configPath = findConfig(cwd);
  const config =
    configPath === undefined
      ? await createConfig({ extends: ['recommended-strict'] })
      : await loadConfig({ configPath });
  const problems = await lint({ ref: entry.source, config: config.forAlias(entry.name) });
  return problems
    .filter(({ ruleId, ignored }) => ignored !== true && !judgedByUs.has(ruleId))
    .map((problem) => toLintProblem(problem, entry, cwd));
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

function labelOf(source: string, cwd: string): string {
  if (/^https?:/.test(source)) return source;
  const file = source.startsWith('file:') ? fileURLToPath(source) : source;
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') ? file : relative;
}
