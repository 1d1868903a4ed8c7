import type { MediaType, Operation, Parameter, Schema } from '../../api/model.ts';
import { decodeBody } from '../../body/codec.ts';
import { isWireText } from '../../body/wire-text.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { parameterValue } from '../../example/request.ts';
import type { Finding } from '../../finding.ts';
import { isJson } from '../../http/media-type.ts';
import { bodyToken, escapeToken } from '../id.ts';
import { type Place, placesOf } from '../values/places.ts';
import type { Subject } from '../values/subject.ts';
import type { Seen } from '../values/variation.ts';
import { wholeValue } from '../values/whole.ts';
import { basesOf, withParameter } from './base.ts';
import type { Planning } from './planning.ts';

/** A part of a request that cases vary the value of: a body in a media type, or a parameter. */
export interface Varied {
  /** Its name in ids: `body`, `query/limit`. */
  readonly tokens: readonly string[];
  /** Its name in titles: `the body`, `the query parameter "limit"`. */
  readonly words: string;
  readonly subject: Subject;
  readonly whole: unknown;
  readonly places: readonly Place[];
  /** The request with a value for it. */
  readonly draft: (value: unknown) => RequestDraft;
  /** Whether a finding is about it, at a place of its value. */
  readonly shows: (found: Finding, seen: Seen) => boolean;
}

/** Every part of an operation's requests that has a schema, each on a request that is valid. */
export function variedParts(operation: Operation, planning: Planning): readonly Varied[] {
  const bases = basesOf(operation, planning);
  const [base] = bases;
  if (base === undefined) return [];
  const parameters = operation.parameters.map((parameter) =>
    variedParameter(operation, parameter, base, planning),
  );
  const bodies = bases.map((one) => variedBody(operation, one, planning));
  return [...parameters, ...bodies].filter((one) => one !== undefined);
}

function variedParameter(
  operation: Operation,
  parameter: Parameter,
  base: RequestDraft,
  planning: Planning,
): Varied | undefined {
  const schema = parameter.content?.schema ?? parameter.schema;
  if (schema === undefined) return undefined;
  const sent = base.parameters.find((one) => one.parameter === parameter);
  const given = sent !== undefined && 'value' in sent ? sent : undefined;
  const shown = given ?? parameterValue(parameter, planning.judge.schemas);
  return vary(operation, planning, schema, {
    tokens: [parameter.in, escapeToken(parameter.name)],
    words: `the ${parameter.in} parameter "${parameter.name}"`,
    textual: parameter.content === undefined || !isJson(parameter.content.range),
    shown: shown === undefined ? [] : [shown.value],
    draft: (value) => withParameter(base, { parameter, value }),
    isHere: ({ code, place }) =>
      /^(?:value-invalid|parameter-malformed)$/.test(code) && place?.name === parameter.name,
  });
}

function variedBody(
  operation: Operation,
  base: RequestDraft,
  planning: Planning,
): Varied | undefined {
  if (base.body === undefined || !('media' in base.body)) return undefined;
  const { media } = base.body;
  if (media.schema === undefined) return undefined;
  return vary(operation, planning, media.schema, {
    tokens: [bodyToken(operation, media)],
    words: operation.requestBody!.content.length > 1 ? `the ${media.name} body` : 'the body',
    textual: !isJson(media.range),
    shown: shownValues(media, planning),
    draft: (value) => ({ ...base, body: { media, value } }),
    isHere: ({ code, place }) => code === 'value-invalid' && place?.in === 'body',
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
    const decoded = decodeBody(bytes, media.range, shape, media.encoding);
    return decoded.ok ? [decoded.value] : [];
  });
}

function vary(
  operation: Operation,
  planning: Planning,
  schema: Schema,
  part: Pick<Varied, 'tokens' | 'words' | 'draft'> & {
    readonly textual: boolean;
    readonly shown: readonly unknown[];
    readonly isHere: (found: Finding) => boolean;
  },
): Varied | undefined {
  const { judge, names, options } = planning;
  const { schemas } = judge;
  const { tokens, words, draft, isHere } = part;
  const leftOut = (within: readonly string[], reason: string) => {
    const id = [names.get(operation)!, 'values', ...tokens, ...within].join('/');
    options.leftOut?.({ id, reason });
  };
  const subject: Subject = {
    schemas,
    dialect: judge.api.dialect,
    schema,
    textual: part.textual,
    shown: part.shown.filter((value) => schemas.check(schema, 'request', value).kind === 'valid'),
    sample: planning.samples,
    leftOut,
  };
  const whole = wholeValue(subject);
  if (whole === undefined) {
    leftOut([], 'no valid value was found for it');
    return undefined;
  }
  return {
    tokens,
    words,
    draft,
    subject,
    whole: whole.value,
    places: [...placesOf(subject, whole.value)],
    shows(found, { pointer, within, missing }) {
      if (!isHere(found)) return false;
      const at = found.place?.pointer ?? '';
      if (missing !== undefined && found.args.expected !== missing) return false;
      return at === pointer || (within && at.startsWith(pointer));
    },
  };
}
