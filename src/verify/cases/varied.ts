import type { Operation, Parameter } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { parameterExample } from '../../example/parameter.ts';
import type { Finding } from '../../finding.ts';
import { isJson } from '../../http/media-type.ts';
import { isSafeMethod } from '../../http/method.ts';
import type { Pointer } from '../../json/pointer.ts';
import { fixtureFor, isFixedAt } from '../fixtures.ts';
import { bodyToken, escapeToken } from '../id.ts';
import { type Instance, instancesOf } from '../values/instances.ts';
import type { Subject } from '../values/subject.ts';
import type { FaultLocation } from '../values/variation.ts';
import { wholeValue } from '../values/whole.ts';
import type { Planning } from './planning.ts';
import { bodySubject, subjectOf } from './subjects.ts';
import { validRequestsOf, withoutParameter, withParameter } from './valid-request.ts';

/** A part of a request whose value cases vary: a body in a media type, or a parameter. */
export interface Varied {
  /** The name in ids: `body`, `query/limit`. */
  readonly tokens: readonly string[];
  /** The name in titles: `the body`, `the query parameter "limit"`. */
  readonly words: string;
  /** The parameter; `undefined` for a body. */
  readonly parameter?: Parameter;
  readonly subject: Subject;
  readonly whole: unknown;
  readonly instances: () => readonly Instance[];
  /** The request with a value for it. */
  readonly draft: (value: unknown) => RequestDraft;
  /** Whether a fixture sets a place of it, or a value around that place. */
  readonly isGiven: (pointer: Pointer) => boolean;
  /** Whether a finding is about it, at a place of its value. */
  readonly shows: (found: Finding, seen: FaultLocation) => boolean;
}

/** Every part of an operation's requests that has a schema, each in a valid request. */
export function variedParts(operation: Operation, planning: Planning): readonly Varied[] {
  const bases = validRequestsOf(operation, planning);
  const [base] = bases;
  if (base === undefined) return [];
  const parameters = operation.parameters.map((parameter) =>
    variedParameter(operation, parameter, base, planning),
  );
  const varied = new Set<unknown>();
  const bodies = bases.map((one) => variedBody(operation, one, planning, varied));
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
  const shown = given ?? parameterExample(parameter, planning.judge.schemas);
  const tokens = [parameter.in, escapeToken(parameter.name)];
  const alone = isSafeMethod(operation.method) ? withoutFilters(base, parameter, planning) : base;
  return vary({
    parameter,
    tokens,
    words: `the ${parameter.in} parameter "${parameter.name}"`,
    subject: subjectOf(operation, planning, {
      schema,
      tokens,
      textual: parameter.content === undefined || !isJson(parameter.content.range),
      shown: shown === undefined ? [] : [shown.value],
    }),
    draft: (value) => withParameter(alone, { parameter, value }),
    isGiven: () => false,
    isHere: ({ code, place }) =>
      /^(?:value-invalid|parameter-malformed)$/.test(code) && place?.name === parameter.name,
  });
}

/** A read without its other optional query parameters, which might empty a list. */
function withoutFilters(base: RequestDraft, varied: Parameter, { options }: Planning) {
  const { operation } = base;
  return operation.parameters
    .filter((one) => one !== varied && one.in === 'query' && !one.required)
    .filter((one) => fixtureFor(operation, one, options.fixtures) === undefined)
    .reduce(withoutParameter, base);
}

function variedBody(
  operation: Operation,
  base: RequestDraft,
  planning: Planning,
  /** The schemas of earlier media types: their deep parts are not varied again. */
  varied: Set<unknown>,
): Varied | undefined {
  if (base.body === undefined || !('media' in base.body)) return undefined;
  const { media } = base.body;
  const subject = bodySubject(operation, media, planning);
  if (subject === undefined) return undefined;
  const { value } = subject.schemas.resolve(subject.schema);
  const depth = varied.has(value) ? repeatedDepth : undefined;
  varied.add(value);
  return vary({
    depth,
    tokens: [bodyToken(operation, media)],
    words: operation.requestBody!.content.length > 1 ? `the ${media.name} body` : 'the body',
    subject,
    draft: (value) => ({ ...base, body: { media, value } }),
    isGiven: (pointer) => isFixedAt(operation, pointer, planning.options.fixtures),
    isHere: ({ code, place }) => code === 'value-invalid' && place?.in === 'body',
  });
}

/** How deep a schema is varied in its second media type, and in those after. */
const repeatedDepth = 2;

function vary(
  part: Omit<Varied, 'whole' | 'instances' | 'shows'> & {
    readonly depth?: number | undefined;
    readonly isHere: (found: Finding) => boolean;
  },
): Varied | undefined {
  const { subject, isHere, depth, ...named } = part;
  const whole = wholeValue(subject);
  if (whole === undefined) {
    subject.skipped([], 'no valid value was found for it');
    return undefined;
  }
  let instances: readonly Instance[] | undefined;
  return {
    ...named,
    subject,
    whole: whole.value,
    instances() {
      instances ??= [...instancesOf(subject, whole.value, depth)];
      return instances;
    },
    shows(found, { pointer, within, missing }) {
      if (!isHere(found)) return false;
      const at = found.place?.pointer ?? '';
      if (missing !== undefined && found.args.expected !== missing) return false;
      return at === pointer || (within && at.startsWith(pointer));
    },
  };
}
