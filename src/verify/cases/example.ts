import type { Operation } from '../../api/model.ts';
import type { RequestDraft } from '../../example/draft.ts';
import { documentedExamples, exampleContent, isValid } from '../../example/media-type.ts';
import { documentedValues, parameterExample } from '../../example/parameter.ts';
import {
  draftOf,
  type ExampleCall,
  type ExampleOptions,
  exampleCalls,
  whyNoRequest,
} from '../../example/request.ts';
import type { Location } from '../../json/document.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Case } from '../case.ts';
import { fixtureFor } from '../fixtures.ts';
import { escapeToken, mediaToken } from '../id.ts';
import { isNamedForRefusal, pairingOf, requestNames } from '../named-refusals.ts';
import { contradicted, keepsContract, type Planning, propose, refusedAsShown } from './planning.ts';
import { exampleOptions, withParameter } from './valid-request.ts';

/** A request that the contract shows. */
interface Shown {
  /** The media type of its body and the name of its example, for people. */
  readonly words: string;
  readonly tokens: readonly string[];
  readonly at: Location;
  /**
   * The name that its examples share; `''` if they have none, `undefined` if it shows no example.
   */
  readonly name: string | undefined;
  readonly draft: RequestDraft;
  readonly isMadeUp: boolean;
  /** Whether it breaks its schema, and is not named for a refusal. */
  readonly isContradicted?: boolean;
}

/** Every request that the contract shows for an operation; examples of refusals come last. */
export function* exampleCases(operation: Operation, planning: Planning): Iterable<Case> {
  const all = shownRequests(operation, planning);
  if (all.length === 0) {
    const id = `${planning.names.get(operation)}/example`;
    const reason = whyNoRequest(operation, planning.judge.schemas);
    planning.options.skipped?.({ id, reason });
  }
  const isRefusal = ({ name }: Shown) => isNamedForRefusal(operation, name);
  for (const one of [...all.filter((each) => !isRefusal(each)), ...all.filter(isRefusal)]) {
    const { words, draft, name, isContradicted, ...rest } = one;
    const pairing = pairingOf(operation, name);
    const isMeantToFail = pairing?.isRefusal === true;
    yield* propose(
      {
        ...rest,
        operation,
        group: 'example',
        title: words === '' ? 'as it is documented' : `with the example ${words}`,
        drafts: [draft],
        expects: isContradicted
          ? contradicted(operation)
          : isRefusal(one)
            ? refusedAsShown(operation, pairing)
            : keepsContract(operation, pairing),
        shows: name,
        isAsShown: isMeantToFail || isContradicted === true,
      },
      planning,
    );
  }
}

function shownRequests(operation: Operation, planning: Planning): readonly Shown[] {
  const made = exampleOptions(operation, planning);
  const calls = exampleCalls(operation, planning.judge.schemas, made);
  const valid = calls.map(({ name: words, call }): Shown => {
    const media = call.body?.media;
    const documented = call.body?.example.documented;
    const usual = draftOf(operation, call, made);
    const own = documented?.name ?? '';
    const name = own === '' ? sharedName(usual, planning) : own;
    return {
      words,
      tokens: [
        ...(media === undefined ? [] : [mediaToken(media.name)]),
        ...(own === '' ? [] : [escapeToken(own)]),
      ],
      at: documented?.at ?? media?.at ?? operation.at,
      name: documented === undefined && name === '' ? undefined : name,
      draft: named(usual, own, planning),
      isMadeUp: isMadeUp(call, operation, planning),
    };
  });
  const [first] = valid;
  if (first === undefined) return onlyInvalidBodies(operation, made, planning);
  return [
    ...valid,
    ...invalidBodies(operation, first, planning),
    ...ofParameters(operation, first, valid, planning),
    ...invalidParameters(operation, first, calls[0]!.call, planning),
  ];
}

/** The examples of a body that has no valid value. */
function onlyInvalidBodies(
  operation: Operation,
  made: ExampleOptions,
  planning: Planning,
): readonly Shown[] {
  const bodiless = { ...operation, requestBody: undefined };
  return exampleCalls(bodiless, planning.judge.schemas, made).flatMap(({ call }) => {
    const draft = draftOf(operation, call, made);
    const isMade = isMadeUp(call, operation, planning);
    const base = { words: '', tokens: [], at: operation.at, name: '', draft, isMadeUp: isMade };
    return invalidBodies(operation, base, planning);
  });
}

/** Body examples that break their schema; the names of some announce a refusal. */
function invalidBodies(operation: Operation, base: Shown, planning: Planning): readonly Shown[] {
  const mediaTypes = operation.requestBody?.content ?? [];
  const described = exampleContent(mediaTypes, 'request', planning.judge.schemas);
  return mediaTypes.flatMap((media) =>
    documentedExamples(media, described)
      .filter((example) => !isValid(example))
      .map(({ documented, written }): Shown => {
        const name = documented?.name ?? '';
        const draft = { ...base.draft, body: { media, value: written } };
        return {
          ...base,
          words: `${media.name} ${name}`,
          tokens: [mediaToken(media.name), name === '' ? asShown : escapeToken(name)],
          at: documented!.at,
          name,
          draft: named(draft, name, planning),
          isMadeUp: false,
          isContradicted: !isNamedForRefusal(operation, name),
        };
      }),
  );
}

/** The examples of parameters without a valid one. */
function invalidParameters(
  operation: Operation,
  base: Shown,
  call: ExampleCall,
  planning: Planning,
): readonly Shown[] {
  const { judge, options } = planning;
  return operation.parameters.flatMap((parameter): readonly Shown[] => {
    const [shown] = documentedValues(parameter);
    const isGiven = fixtureFor(operation, parameter, options.fixtures) !== undefined;
    if (shown === undefined || isGiven || isNamedForRefusal(operation, shown.name)) return [];
    if (parameterExample(parameter, judge.schemas)?.documented !== undefined) return [];
    const others = call.parameters.filter((one) => one.parameter !== parameter);
    return [
      {
        ...base,
        isMadeUp: isMadeUp({ ...call, parameters: others }, operation, planning),
        words: parameter.name,
        tokens: [...base.tokens, asShown, escapeToken(parameter.name)],
        at: shown.at,
        draft: withParameter(base.draft, { parameter, value: shown.value }),
        isContradicted: true,
      },
    ];
  });
}

/** Marks, in ids, examples without a name that break their schema. */
const asShown = 'as-shown';

/** Values of parameter examples whose names an answer's example has, too. */
function ofParameters(
  operation: Operation,
  base: Shown,
  bodies: readonly Shown[],
  planning: Planning,
): readonly Shown[] {
  const known = new Set(bodies.map(({ name }) => name));
  const ofBodies = operation.requestBody?.content.flatMap(({ examples }) => examples) ?? [];
  for (const { name } of ofBodies) known.add(name);
  const names = [...requestNames(operation)].filter(
    (name) => !known.has(name) && pairingOf(operation, name) !== undefined,
  );
  return names.map((name): Shown => {
    const at = operation.parameters.flatMap(documentedValues).find((one) => one.name === name)!.at;
    return {
      ...base,
      words: name,
      tokens: [...base.tokens, escapeToken(name)],
      at,
      name,
      draft: named(base.draft, name, planning),
    };
  });
}

/** A request with the parameter examples of one name; given values replace them. */
function named(draft: RequestDraft, name: string, { options }: Planning): RequestDraft {
  const { operation } = draft;
  if (name === '') return draft;
  const isMeantToFail = pairingOf(operation, name)?.isRefusal === true;
  return operation.parameters.reduce((made, parameter) => {
    const example = documentedValues(parameter).find((one) => one.name === name);
    const isGiven = fixtureFor(operation, parameter, options.fixtures) !== undefined;
    if (example === undefined || (isGiven && !isMeantToFail)) return made;
    return withParameter(made, { parameter, value: example.value });
  }, draft);
}

/** The name of the request's parameter examples, if an answer has it, too. */
function sharedName(draft: RequestDraft, planning: Planning): string {
  const { operation } = draft;
  const paired = [...requestNames(operation)].filter(
    (name) => pairingOf(operation, name) !== undefined,
  );
  return (
    paired.find((name) => isEqual(valuesOf(named(draft, name, planning)), valuesOf(draft))) ?? ''
  );
}

function valuesOf({ parameters }: RequestDraft): readonly unknown[] {
  return parameters.map((one) => [one.parameter.name, 'value' in one ? one.value : one.text]);
}

/** Whether a value is neither given nor shown by the contract. */
function isMadeUp(
  { parameters, body }: ExampleCall,
  operation: Operation,
  { judge, options }: Planning,
): boolean {
  if (body !== undefined && body.example.documented === undefined) return true;
  return parameters.some(
    ({ parameter }) =>
      parameterExample(parameter, judge.schemas)?.documented === undefined &&
      fixtureFor(operation, parameter, options.fixtures) === undefined,
  );
}
