import type { ApiResponse, MediaType, Parameter } from '../api/model.ts';
import type { JsonObject } from '../api/node.ts';
import {
  isForm,
  isJson,
  isMultipart,
  isText,
  isWildcard,
  isXml,
  type MediaRange,
} from '../http/media-type.ts';
import { literal } from '../typescript/literal.ts';
import type { NamedOperation } from '../typescript/operation-names.ts';
import type { AnswerMedia } from './answer-media.ts';
import type { TypedDocument } from './typed-document.ts';

/** The types of one operation as text: the input and the results of a call. */
export interface OperationTypes {
  /** Declarations of `…Call` and `…Result`. */
  readonly text: string;
  /** `call: CreateCustomerCall`, with a question mark if nothing is required. */
  readonly parameter: string;
  readonly result: string;
  /** The imports of the text from `specwright/client`. */
  readonly imports: ReadonlySet<string>;
}

export interface DescribedOperation {
  readonly named: NamedOperation;
  readonly types: OperationTypes;
}

export function operationTypes(
  named: NamedOperation,
  typed: TypedDocument,
  answers: AnswerMedia,
): OperationTypes {
  const imports = new Set<string>(['Undocumented', 'Unreadable']);
  const { type } = named;
  const parameters = parametersType(named);
  const bodies = bodyTypes(named, typed, imports);
  const isOptional =
    parameters.every(({ required }) => !required) && !named.operation.requestBody?.required;
  imports.add('CallOptions');
  const head = parameters.length === 0 ? [] : [paramsMember(parameters)];
  const call =
    bodies.length < 2
      ? `export interface ${type}Call extends CallOptions {${block([...head, ...(bodies[0] ?? [])])}}`
      : `export type ${type}Call = CallOptions${
          head.length === 0 ? '' : ` & {${block(head)}}`
        } &\n  (\n${bodies.map(alternative).join('')}  );`;
  const outcomes = [...resultTypes(named, typed, answers, imports), 'Undocumented', 'Unreadable'];
  const result = `export type ${type}Result =\n${outcomes.map((each) => `  | ${each}`).join('\n')};`;
  return {
    text: `${call}\n\n${result}\n`,
    parameter: `call${isOptional ? '?' : ''}: ${type}Call`,
    result: `${type}Result`,
    imports,
  };
}

function block(members: readonly string[]): string {
  return members.length === 0 ? '' : `\n${members.map((member) => `  ${member}\n`).join('')}`;
}

function alternative(members: readonly string[]): string {
  const lines = members.map((member) => {
    const line = `        ${member.replaceAll('\n', '\n      ')}\n`;
    return line.length <= 101 || line.includes('<\n')
      ? line
      : line.replace(/^( *[^:]*:) (.*)$/m, (_, name: string, type: string) =>
          [name, ...type.split(' | ').map((each) => `          | ${each}`)].join('\n'),
        );
  });
  return `    | {\n${lines.join('')}      }\n`;
}

interface ParametersType {
  readonly place: string;
  readonly required: boolean;
  readonly type: string;
}

function parametersType({ operation, key }: NamedOperation): readonly ParametersType[] {
  return ['path', 'query', 'header', 'cookie'].flatMap((place) => {
    const own = operation.parameters.filter((parameter) => placeOf(parameter) === place);
    if (own.length === 0) return [];
    const required = own.some((parameter) => parameter.required || place === 'path');
    const type = `${operationType(key)}['parameters']['${place}']`;
    return [{ place, required, type }];
  });
}

/**
 * Where a program passes a parameter: the members of a form in the query are passed as query
 * parameters.
 */
function placeOf({ in: place, content }: Parameter): string {
  return place === 'querystring' && content !== undefined && isForm(content.range)
    ? 'query'
    : place;
}

function paramsMember(parameters: readonly ParametersType[]): string {
  const required = parameters.some((each) => each.required);
  const inner = parameters.map(
    ({ place, required, type }) => `    ${member(place, type, required)}\n`,
  );
  return member('params', `{\n${inner.join('')}  }`, required);
}

/** A member of a call. Optional members may be `undefined`, as programs often have it. */
function member(name: string, type: string, required: boolean): string {
  return required ? `readonly ${name}: ${type};` : `readonly ${name}?: ${type} | undefined;`;
}

/** The possible forms of a body: one for each type among its media types. */
function bodyTypes(
  { operation, key }: NamedOperation,
  typed: TypedDocument,
  imports: Set<string>,
): readonly (readonly string[])[] {
  const { requestBody } = operation;
  if (requestBody === undefined || requestBody.content.length === 0) return [];
  const content = `NonNullable<${operationType(key)}['requestBody']>['content']`;
  const own = requestBody.required ? `${operationType(key)}['requestBody']['content']` : content;
  const kinds = new Map<string, { type: string; media: MediaType[] }>();
  for (const media of requestBody.content) {
    const schema = typed.schemaOf(media, 'request');
    const type = bodyType(media, schema, `${own}[${literal(media.name)}]`, imports);
    const same = `${JSON.stringify(schema)} ${familyOf(media.range)}`;
    const kind = kinds.get(same);
    if (kind === undefined) kinds.set(same, { type, media: [media] });
    else kind.media.push(media);
  }
  imports.add('MediaTypeOf');
  const chosen = defaultMedia(requestBody.content);
  const ways = [...kinds.values()].map(({ type, media }) => {
    const names = media.map(({ name }) => literal(name)).join(' | ');
    const isDefault = media.some(({ name }) => name === chosen);
    return [member('body', type, requestBody.required), contentTypeMember(names, !isDefault)];
  });
  const isOptional = !requestBody.required && chosen === undefined;
  return isOptional
    ? [...ways, [member('body', 'never', false), member('contentType', 'never', false)]]
    : ways;
}

/** On one line where that has room. */
function contentTypeMember(names: string, required: boolean): string {
  const line = member('contentType', `MediaTypeOf<${names}>`, required);
  if (line.length <= 98) return line;
  const inside =
    names.length <= 96
      ? `    ${names}`
      : `    ${names
          .split(' | ')
          .map((each) => `| ${each}`)
          .join('\n    ')}`;
  return member('contentType', `MediaTypeOf<\n${inside}\n  >`, required);
}

/** The default media type of a call: JSON, or the only one. */
function defaultMedia(content: readonly MediaType[]): string | undefined {
  const json = content.find(({ name }) => name === 'application/json');
  const only = content.length === 1 && !isWildcard(content[0]!.range) ? content[0] : undefined;
  return (json ?? only)?.name;
}

type Family = 'value' | 'multipart' | 'bytes';

function familyOf(range: MediaRange): Family {
  if (isJson(range) || isText(range) || isXml(range) || isForm(range)) return 'value';
  return isMultipart(range) ? 'multipart' : 'bytes';
}

function bodyType(
  media: MediaType,
  schema: JsonObject | undefined,
  place: string,
  imports: Set<string>,
): string {
  const described = schema === undefined ? undefined : (componentOf(schema) ?? place);
  switch (familyOf(media.range)) {
    case 'value':
      return described ?? 'unknown';
    case 'multipart':
      imports.add('MultipartBody');
      return `${described ?? 'object'} | MultipartBody`;
    case 'bytes':
      imports.add('BytesBody');
      return described === undefined || isBytes(schema) ? 'BytesBody' : `${described} | BytesBody`;
  }
}

function isBytes(schema: JsonObject | undefined): boolean {
  return schema?.format === 'binary' || Object.keys(schema ?? {}).length === 0;
}

/** Each described answer, in each of its media types that can carry it. */
function resultTypes(
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
    const contents =
      isHead || response.content.length === 0 ? [undefined] : answers.carrying(response.content);
    return outcomes.flatMap(({ ok, status }) =>
      contents.map((media) => {
        if (media === undefined) return outcome(ok, status, 'undefined', 'undefined', imports);
        const schema = typed.schemaOf(media, 'response');
        const at = `${place}[${literal(media.name)}]`;
        const type = answerType(media, schema, at, answers.isStructured(media), imports);
        return outcome(ok, status, type, literal(media.name), imports, media.range);
      }),
    );
  });
}

function outcome(
  ok: boolean,
  status: string,
  type: string,
  media: string,
  imports: Set<string>,
  range?: MediaRange,
): string {
  const isProblem = range !== undefined && /^problem\+/.test(range.subtype);
  const kind = ok ? 'Success' : isProblem ? 'Problem' : 'Failure';
  imports.add(kind);
  const content = isProblem && type === 'unknown' ? 'ProblemDetails' : type;
  if (content === 'ProblemDetails') imports.add(content);
  const usual = literal(isProblem ? 'application/problem+json' : 'application/json');
  return `${kind}<${[status, content, ...(media === usual ? [] : [media])].join(', ')}>`;
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
  if (range.subtype === 'event-stream') {
    imports.add('EventStream');
    return 'EventStream';
  }
  const described = schema === undefined ? 'unknown' : (componentOf(schema) ?? place);
  if (isJson(range) || isXml(range)) return described;
  if (isText(range) || isForm(range)) return schema?.type === 'string' ? described : 'string';
  // Then text and bytes are unreadable.
  if (isWildcard(range) && isStructured) return described;
  imports.add('Bytes');
  if (!isWildcard(range)) return 'Bytes';
  return schema === undefined || isBytes(schema) ? 'unknown' : `${described} | string | Bytes`;
}

/** A schema that is a component is called by its name. */
function componentOf({ $ref }: JsonObject): string | undefined {
  if (typeof $ref !== 'string') return undefined;
  const name = $ref.split('/').at(-1)!.replaceAll('~1', '/').replaceAll('~0', '~');
  return `components['schemas'][${literal(name)}]`;
}

function operationType(key: string): string {
  return `operations[${literal(key)}]`;
}

function statusKey(status: string): string {
  return /^\d{3}$/.test(status) ? status : literal(status);
}
