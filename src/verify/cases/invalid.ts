import type { Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import type { Case } from '../case.ts';
import { escapeToken } from '../id.ts';
import type { Leniency } from '../leniency.ts';
import { faultsAt } from '../values/variations.ts';
import { malformedBodies } from './malformed.ts';
import { breaksOnly, type InvalidProposal, type Planning, propose } from './planning.ts';
import { strangeStyles } from './styles.ts';
import { titleOf } from './title.ts';
import { validRequestsOf, withoutParameter } from './valid-request.ts';
import type { Varied } from './varied.ts';

/** Requests that break the contract in exactly one way on the wire. */
export function* invalidCases(
  operation: Operation,
  parts: readonly Varied[],
  planning: Planning,
): Iterable<Case> {
  for (const { isMeant, leniency, ...wrong } of wrongOn(operation, parts, planning)) {
    const expects = breaksOnly(operation, isMeant, leniency);
    yield* propose({ operation, group: 'invalid', expects, ...wrong }, planning);
  }
}

function* wrongOn(
  operation: Operation,
  parts: readonly Varied[],
  planning: Planning,
): Iterable<InvalidProposal> {
  const bases = validRequestsOf(operation, planning);
  const [base] = bases;
  if (base === undefined) return;
  yield* missingParts(operation, base);
  for (const draft of bases) yield* malformedBodies(draft, planning);
  yield* strangeStyles(operation, parts, planning);
  for (const part of parts) yield* faults(part);
}

/** Leaves out each required part: a parameter, or the body. */
function* missingParts(operation: Operation, base: RequestDraft): Iterable<InvalidProposal> {
  for (const parameter of operation.parameters) {
    // Without a segment, it would be another path.
    if (!parameter.required || parameter.in === 'path') continue;
    yield {
      tokens: [parameter.in, escapeToken(parameter.name), 'required'],
      title: `without the ${parameter.in} parameter "${parameter.name}"`,
      at: parameter.at,
      drafts: [withoutParameter(base, parameter)],
      isMeant: ({ code, place }) => code === 'parameter-missing' && place?.name === parameter.name,
    };
  }
  if (operation.requestBody?.required !== true) return;
  yield {
    tokens: ['body', 'required'],
    title: 'without its body',
    at: operation.requestBody.at,
    drafts: [{ ...base, body: undefined }],
    isMeant: ({ code }) => code === 'body-missing',
  };
}

/** Each value that breaks the schema of a part in one way. */
function* faults(part: Varied): Iterable<InvalidProposal> {
  for (const instance of part.instances()) {
    for (const fault of faultsAt(instance, part.subject)) {
      const { tokens, what, at, values, keywords, except, seen } = fault;
      yield {
        tokens: [...part.tokens, ...instance.tokens, ...tokens],
        title: titleOf(what, instance.pointer, part.words),
        at,
        drafts: draftsOf(part, values),
        leniency: leniencyOf(part, instance.pointer, keywords),
        isMeant: (found) =>
          part.shows(found, seen) &&
          found.args.keyword !== except &&
          (keywords.length === 0 ||
            keywords.includes(found.args.keyword ?? '') ||
            (found.code === 'parameter-malformed' && keywords.includes('type'))),
      };
    }
  }
}

/** OpenAPI does not define undescribed names and nested members of objects in a query. */
function leniencyOf(
  { parameter }: Varied,
  pointer: string,
  keywords: readonly string[],
): Leniency | undefined {
  if (parameter === undefined || parameter.content !== undefined) return undefined;
  const { style, explode } = parameter;
  if (style === 'deepObject' && pointer !== '' && keywords.includes('type')) return 'style';
  const isSpread = style === 'deepObject' || (explode && (style === 'form' || style === 'cookie'));
  return isSpread && keywords.some((keyword) => namedMembers.has(keyword)) ? 'name' : undefined;
}

const namedMembers = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'maxProperties',
]);

function* draftsOf(part: Varied, values: Iterable<unknown>): Iterable<RequestDraft> {
  for (const value of values) yield part.draft(value);
}
