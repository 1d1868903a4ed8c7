import type { Operation, Parameter } from '../../api/model.ts';
import { successesOf } from '../../api/successes.ts';
import { documentedValues, parameterExample } from '../../example/parameter.ts';
import type { Case } from '../case.ts';
import { escapeToken, mediaToken } from '../id.ts';
import { leastValue } from '../values/least.ts';
import { isValid } from '../values/subject.ts';
import { edgesAt } from '../values/variations.ts';
import { isCursor } from './pagination.ts';
import { keepsContract, type Planning, type Proposal, propose } from './planning.ts';
import { titleOf } from './title.ts';
import { validRequestsOf, withoutParameter, withParameter } from './valid-request.ts';
import type { Varied } from './varied.ts';

type ValidProposal = Pick<Proposal, 'tokens' | 'title' | 'at' | 'drafts'>;

/** Valid requests at one of the contract's edges. */
export function* validCases(
  operation: Operation,
  parts: readonly Varied[],
  planning: Planning,
): Iterable<Case> {
  const common = { operation, group: 'valid', expects: keepsContract(operation) } as const;
  for (const tried of triedOn(operation, parts, planning)) {
    yield* propose({ ...common, ...tried }, planning);
  }
}

function* triedOn(
  operation: Operation,
  parts: readonly Varied[],
  planning: Planning,
): Iterable<ValidProposal> {
  yield* presence(operation, planning);
  yield* accepted(operation, planning);
  for (const part of parts) {
    yield* extremes(part);
    yield* edges(part);
  }
}

/**
 * Each optional parameter alone absent and alone present, no optional parameters, and all of them.
 */
function* presence(operation: Operation, planning: Planning): Iterable<ValidProposal> {
  const [base] = validRequestsOf(operation, planning);
  const optional = operation.parameters.filter(({ required }) => !required);
  if (base === undefined || optional.length === 0) return;
  const { schemas } = planning.judge;
  const argumentFor = (parameter: Parameter) => {
    const sent = base.parameters.find((one) => one.parameter === parameter);
    if (sent !== undefined) return sent;
    const example = parameterExample(parameter, schemas);
    return example && { parameter, value: example.written };
  };
  const least = optional.reduce(withoutParameter, base);
  const most = optional.reduce((draft, parameter) => {
    // No answer gave this cursor, so it would hide what the others do.
    if (isCursor(parameter) && documentedValues(parameter).length === 0) return draft;
    const one = argumentFor(parameter);
    return one === undefined ? draft : withParameter(draft, one);
  }, base);
  const { at } = optional[0]!;
  yield {
    tokens: ['parameters', 'required'],
    title: 'without any optional parameter',
    at,
    drafts: [least],
  };
  yield {
    tokens: ['parameters', 'all'],
    title: 'with every optional parameter',
    at,
    drafts: [most],
  };
  if (optional.length === 1) return;
  for (const parameter of optional) {
    const one = argumentFor(parameter);
    const named = `the ${parameter.in} parameter "${parameter.name}"`;
    const tokens = [parameter.in, escapeToken(parameter.name)];
    const { at } = parameter;
    yield {
      tokens: [...tokens, 'absent'],
      title: `without ${named}`,
      at,
      drafts: [withoutParameter(most, parameter)],
    };
    yield {
      tokens: [...tokens, 'alone'],
      title: `with ${named} as the only optional one`,
      at,
      drafts: one === undefined ? [] : [withParameter(least, one)],
    };
  }
}

/** Each media type of a success as the only acceptable one. */
function* accepted(operation: Operation, planning: Planning): Iterable<ValidProposal> {
  const [base] = validRequestsOf(operation, planning);
  if (base === undefined) return;
  const media = successesOf(operation.responses).flatMap(({ content }) => content);
  const named = new Map(media.map((one) => [one.name, one]));
  for (const [name, { at }] of named) {
    yield {
      tokens: ['accept', mediaToken(name)],
      title: `accepting ${name} only`,
      at,
      drafts: [{ ...base, accept: name }],
    };
  }
}

/** A part with only its required members, and with all members. */
function* extremes(part: Varied): Iterable<ValidProposal> {
  const { subject, whole, tokens, words, draft } = part;
  const { at } = subject.schema;
  if (typeof whole !== 'object' || whole === null) return;
  const least = leastValue(subject, whole);
  yield {
    tokens: [...tokens, 'minimal'],
    title: `with nothing optional in ${words}`,
    at,
    drafts: isValid(subject, least) ? [draft(least)] : [],
  };
  yield {
    tokens: [...tokens, 'maximal'],
    title: `with everything that may be in ${words}`,
    at,
    drafts: [draft(whole)],
  };
}

function* edges(part: Varied): Iterable<ValidProposal> {
  for (const instance of part.instances()) {
    if (part.isGiven(instance.pointer)) continue;
    for (const edge of edgesAt(instance, part.subject)) {
      yield {
        tokens: [...part.tokens, ...instance.tokens, ...edge.tokens],
        title: titleOf(edge.what, instance.pointer, part.words),
        at: edge.at,
        drafts: draftsOf(part, edge.values),
      };
    }
  }
}

function* draftsOf(part: Varied, values: Iterable<unknown>) {
  for (const value of values) yield part.draft(value);
}
