import type { MediaType, Operation } from '../../api/model.ts';
import { isWireText } from '../../body/wire-text.ts';
import { isJson } from '../../http/media-type.ts';
import { readContent } from '../../schema/content.ts';
import { bodyToken } from '../id.ts';
import type { Subject } from '../values/subject.ts';
import type { Planning } from './planning.ts';

/** What is varied of a part of an operation's requests; examples that are not valid are not shown. */
export function subjectOf(
  operation: Operation,
  { judge, names, options, samples }: Planning,
  part: Pick<Subject, 'schema' | 'textual' | 'shown'> & { readonly tokens: readonly string[] },
): Subject {
  const { schemas } = judge;
  const { schema, textual, shown, tokens } = part;
  return {
    schemas,
    dialect: judge.api.dialect,
    schema,
    textual,
    shown: shown.filter((value) => schemas.check(schema, 'request', value).kind === 'valid'),
    sample: samples,
    leftOut(within, reason) {
      const id = [names.get(operation)!, 'values', ...tokens, ...within].join('/');
      options.leftOut?.({ id, reason });
    },
  };
}

/** The same of a body; `undefined` where no schema describes it. */
export function bodySubject(
  operation: Operation,
  media: MediaType,
  planning: Planning,
): Subject | undefined {
  if (media.schema === undefined) return undefined;
  return subjectOf(operation, planning, {
    schema: media.schema,
    textual: !isJson(media.range),
    shown: shownValues(media, planning),
    tokens: [bodyToken(operation, media)],
  });
}

/** The examples of a media type as values; those that are written as they are sent are read. */
function shownValues(media: MediaType, { judge }: Planning): readonly unknown[] {
  const { schemas } = judge;
  const shape = schemas.shape(media.schema);
  return media.examples.flatMap(({ value }) => {
    if (value === undefined) return [];
    if (!isWireText(value, media.range, shape)) return [value];
    const bytes = new TextEncoder().encode(value);
    const decoded = readContent(bytes, media.range, media, schemas);
    return decoded.ok ? [decoded.value] : [];
  });
}
