import type { MediaType, Operation } from '../../api/model.ts';
import { documentedExamples, exampleContent } from '../../example/media-type.ts';
import { isJson } from '../../http/media-type.ts';
import { bodyToken } from '../id.ts';
import { isNamedForRefusal } from '../named-refusals.ts';
import type { Subject } from '../values/subject.ts';
import type { Planning } from './planning.ts';

/** How a part of an operation's requests varies; invalid examples are left out. */
export function subjectOf(
  operation: Operation,
  { judge, names, options, samples }: Planning,
  part: Pick<Subject, 'schema' | 'textual' | 'shown'> & { readonly tokens: readonly string[] },
): Subject {
  const { schemas } = judge;
  const { schema, textual, shown, tokens } = part;
  return {
    schemas,
    schema,
    textual,
    shown: shown.filter((value) => schemas.check(schema, 'request', value).kind === 'valid'),
    sample: samples,
    skipped(within, reason) {
      const id = [names.get(operation)!, 'values', ...tokens, ...within].join('/');
      options.skipped?.({ id, reason });
    },
  };
}

/** The subject of a body; `undefined` if no schema describes it. */
export function bodySubject(
  operation: Operation,
  media: MediaType,
  planning: Planning,
): Subject | undefined {
  if (media.schema === undefined) return undefined;
  const { schemas } = planning.judge;
  const described = exampleContent([media], 'request', schemas);
  const examples = documentedExamples(media, described);
  const meant = examples.filter(
    ({ documented }) => !isNamedForRefusal(operation, documented?.name),
  );
  return subjectOf(operation, planning, {
    schema: media.schema,
    textual: !isJson(media.range),
    shown: (meant.length > 0 ? meant : examples).map(({ value }) => value),
    tokens: [bodyToken(operation, media)],
  });
}
