import type { ApiResponse, MediaType, Operation } from '../api/model.ts';
import type { JsonObject } from '../api/node.ts';
import {
  isEventStream,
  isForm,
  isJson,
  isJsonLines,
  isText,
  isWildcard,
  isXml,
  type MediaRange,
} from '../http/media-type.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import type { AnswerMedia } from './answer-media.ts';
import { readableHeaders } from './header-contract.ts';
import type { TypedDocument } from './typed-document.ts';

/** Each described answer, in each of its media types that can carry it. */
export function resultTypes(
  { operation, key }: NamedOperation,
  typed: TypedDocument,
  answers: AnswerMedia,
  imports: Set<string>,
): readonly string[] {
  const known = operation.responses.map(({ status }) => status);
  return operation.responses.flatMap((response) => {
    const outcomes = statusesOf(response, known, imports);
    const place = `${operationType(key)}['responses'][${statusKey(response.status)}]['content']`;
    const isHead = operation.method === 'HEAD';
    const headers =
      readableHeaders(response).length === 0
        ? undefined
        : `HeadersOf<${operationType(key)}['responses'][${statusKey(response.status)}]['headers']>`;
    if (headers !== undefined) imports.add('HeadersOf');
    const contents =
      isHead || response.content.length === 0 ? [undefined] : answers.carrying(response.content);
    return outcomes.flatMap(({ ok, status }) =>
      contents.map((media) => {
        const common = { ok, status, headers };
        if (media === undefined) {
          return outcome({ ...common, type: 'undefined', media: 'undefined' }, imports);
        }
        const schema = typed.schemaOf(media, 'response');
        const at = `${place}[${literal(media.name)}]`;
        const type = answerType(media, schema, at, answers.isStructured(media), imports);
        return outcome(
          { ...common, type, media: literal(media.name), range: media.range },
          imports,
        );
      }),
    );
  });
}

/** An answer in one media type, as code. */
interface Outcome {
  readonly ok: boolean;
  readonly status: string;
  readonly type: string;
  readonly media: string;
  readonly headers: string | undefined;
  readonly range?: MediaRange;
}

function outcome(
  { ok, status, type, media, headers, range }: Outcome,
  imports: Set<string>,
): string {
  const isProblem = range !== undefined && /^problem\+/.test(range.subtype);
  const kind = ok ? 'Success' : isProblem ? 'Problem' : 'Failure';
  imports.add(kind);
  const content = isProblem && type === 'unknown' ? 'ProblemDetails' : type;
  if (content === 'ProblemDetails') imports.add(content);
  const usual = literal(isProblem ? 'application/problem+json' : 'application/json');
  const others = headers !== undefined ? [media, headers] : media === usual ? [] : [media];
  return `${kind}<${[status, content, ...others].join(', ')}>`;
}

/** The statuses of a key in `responses`, as successes and as failures. */
function statusesOf(
  { status }: ApiResponse,
  known: readonly string[],
  imports: Set<string>,
): readonly { readonly ok: boolean; readonly status: string }[] {
  if (/^\d{3}$/.test(status)) return [{ ok: status.startsWith('2'), status }];
  imports.add('Rest');
  const numbers = known.filter((each) => /^\d{3}$/.test(each));
  const rest = (classes: readonly string[]) => {
    const own = numbers.filter((number) => classes.includes(number[0]!));
    return `Rest<${classes.join(' | ')}, ${own.join(' | ') || 'never'}>`;
  };
  const [first] = status;
  if (/^[1-5]XX$/i.test(status)) return [{ ok: first === '2', status: rest([first!]) }];
  const ranged = known.filter((each) => /^\dXX$/i.test(each)).map((each) => each[0]);
  const others = ['1', '2', '3', '4', '5'].filter((each) => !ranged.includes(each));
  const hasSuccess = known.some((each) => each.startsWith('2'));
  if (hasSuccess) return [{ ok: false, status: rest(others) }];
  return [
    { ok: true, status: rest(['2']) },
    { ok: false, status: rest(others.filter((each) => each !== '2')) },
  ];
}

function answerType(
  media: MediaType,
  schema: JsonObject | undefined,
  place: string,
  isStructured: boolean,
  imports: Set<string>,
): string {
  const { range } = media;
  if (isEventStream(range)) {
    imports.add('EventStream');
    if (schema === undefined) return 'EventStream';
    imports.add('EventData');
    return `EventStream<EventData<${componentOf(schema) ?? place}>>`;
  }
  const described = schema === undefined ? 'unknown' : (componentOf(schema) ?? place);
  if (isJson(range) || isXml(range)) return described;
  if (isText(range) || isForm(range)) return schema?.type === 'string' ? described : 'string';
  if (isJsonLines(range)) {
    imports.add('JsonLines');
    if (schema === undefined) return 'JsonLines';
    imports.add('ItemOf');
    return `JsonLines<ItemOf<${described}>>`;
  }
  // Then text and bytes are unreadable.
  if (isWildcard(range) && isStructured) return described;
  imports.add('Bytes');
  if (!isWildcard(range)) return 'Bytes';
  return schema === undefined || isBytes(schema) ? 'unknown' : `${described} | string | Bytes`;
}

/** A schema that is a component is called by its name. */
export function componentOf({ $ref }: JsonObject): string | undefined {
  if (typeof $ref !== 'string') return undefined;
  const name = $ref.split('/').at(-1)!.replaceAll('~1', '/').replaceAll('~0', '~');
  return `components['schemas'][${literal(name)}]`;
}

export function operationType(key: string): string {
  return `operations[${literal(key)}]`;
}

export function statusKey(status: string): string {
  return /^\d{3}$/.test(status) ? status : literal(status);
}

export function isBytes(schema: JsonObject | undefined): boolean {
  return schema?.format === 'binary' || Object.keys(schema ?? {}).length === 0;
}

/** The media types of the described successes, and whether one of them is bytes. */
export function successesOf({ method, responses }: Operation, answers: AnswerMedia) {
  const fine = responses.filter(({ status }) => status.startsWith('2') && method !== 'HEAD');
  const media = fine.flatMap(({ content }) => answers.carrying(content));
  const isValue = ({ range }: MediaType) =>
    [isJson, isXml, isText, isForm, isJsonLines].some((isOne) => isOne(range));
  return {
    names: [...new Set(media.map(({ name }) => name))],
    hasBytes: media.some((each) => !isValue(each) && !answers.isStructured(each)),
  };
}
