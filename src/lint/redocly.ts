import { LoadedDocuments, uriOf } from '../api/loaded-documents.ts';
import type { Api } from '../api/model.ts';
import { type Config, getLineColLocation, lint, type NormalizedProblem } from '../api/redocly.ts';
import type { ApiEntry } from '../registry.ts';
import type { Problem } from '../report/problems.ts';
import { refuseOutside } from '../sources/within.ts';
import { type LintResult, labelOf, pointerOf } from './problem.ts';

/** Rules that our judge covers, with the schema's own dialect and the exact place. */
const judgedByUs = ['no-invalid-media-type-examples', 'no-invalid-schema-examples'];

/** The problems that the rules find in a document; incomplete if Redocly stopped. */
export async function lintByRedocly(
  entry: ApiEntry,
  api: Api,
  {
    cwd,
    config,
    within,
  }: { readonly cwd: string; readonly config: Config; readonly within?: string | undefined },
): Promise<LintResult> {
  config.skipRules(judgedByUs);
  const externalRefResolver = new LoadedDocuments(api, {
    mayReadFiles: true,
    refuse: (file) => refuseOutside(file, within),
  });
  const { files } = externalRefResolver;
  let found: readonly NormalizedProblem[];
  try {
    found = await lint({
      ref: entry.source,
      config,
      externalRefResolver,
    });
  } catch (error) {
    // Redocly throws at `deviceAuthorization` of OpenAPI 3.2, for instance, because it does not
    // know it.
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
    .map((problem) => toProblem(problem, api, cwd));
  return { problems, incomplete: false, files };
}

function toProblem(
  { location: [location], severity, ruleId, message }: NormalizedProblem,
  api: Api,
  cwd: string,
): Problem {
  return {
    ...placeOf(location, api, cwd),
    severity: severity === 'warn' ? 'warning' : 'error',
    rule: ruleId,
    message: message.trim().replace(/\s*\n\s*/g, ' '),
  };
}

/** With our own positions if possible, because Redocly would parse the text of a document again. */
function placeOf(
  location: NormalizedProblem['location'][0] | undefined,
  api: Api,
  cwd: string,
): Pick<Problem, 'file' | 'line' | 'column'> {
  const { root } = api;
  if (location === undefined) return { file: root.label, line: 1, column: 1 };
  const { source, pointer, reportOnKey = false } = location;
  const document = api.documents.get(uriOf(source.absoluteRef));
  if (document !== undefined && pointer !== undefined) {
    const place = document.position(pointerOf(pointer), reportOnKey ? 'name' : 'value');
    return { file: document.label, ...place };
  }
  const { line, col } = getLineColLocation(location).start;
  return { file: labelOf(source.absoluteRef, cwd), line, column: col };
}
