import type { MediaType, Parameter } from '../api/model.ts';
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
import { componentOf, isBytes, operationType, resultTypes, successesOf } from './result-types.ts';
import type { TypedDocument } from './typed-document.ts';

/** The types of one operation as text: the input and the results of a call. */
export interface OperationTypes {
  /** Declarations of `…Call` and `…Result`. */
  readonly text: string;
  /** `call: CreateCustomerCall`, with a question mark if nothing is required. */
  readonly parameter: string;
  readonly result: string;
  /** How a call chooses a media type or a stream, with its type parameters. */
  readonly choice: ChoiceTypes;
  /** The imports of the text from `specwright/client`. */
  readonly imports: ReadonlySet<string>;
}

export interface ChoiceTypes {
  /** `<Accept extends 'image/png' | 'image/jpeg' = never>`; empty if a call has no choice. */
  readonly generics: string;
  /** The text after the type of the call. */
  readonly more: string;
  /** The type of the result, from the name of the plain type. */
  readonly result: (plain: string) => string;
  readonly imports: readonly string[];
}

const plainly: ChoiceTypes = { generics: '', more: '', result: (plain) => plain, imports: [] };

export interface DescribedOperation {
  readonly named: NamedOperation;
  readonly types: OperationTypes;
}

export function operationTypes(
  named: NamedOperation,
  typed: TypedDocument,
  answers: AnswerMedia,
  lenient = false,
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
  if (lenient) imports.add('OrLenient');
  const union = `\n${outcomes.map((each) => `  | ${each}`).join('\n')}`;
  const result = `export type ${type}Result =${lenient ? ` OrLenient<${union}\n>` : union};`;
  const choice = choiceTypes(named, answers);
  for (const name of choice.imports) imports.add(name);
  return {
    text: `${call}\n\n${result}\n`,
    parameter: `call${isOptional ? '?' : ''}: ${type}Call`,
    result: `${type}Result`,
    choice,
    imports,
  };
}

/** An operation with several media types of successes can be asked for one, and one with bytes for a stream. */
function choiceTypes({ operation }: NamedOperation, answers: AnswerMedia): ChoiceTypes {
  const { names, hasBytes } = successesOf(operation, answers);
  if (names.length < 2 && !hasBytes) return plainly;
  const accepts = names.map((name) => literal(name)).join(' | ');
  const stream = hasBytes ? ", As extends 'stream' = never" : '';
  const as = hasBytes ? 'As' : 'never';
  return {
    generics: `<Accept extends ${accepts} = never${stream}>`,
    more: ` & Asked<Accept, ${as}>`,
    result: (plain) => `AskedResult<${plain}, Accept, ${as}>`,
    imports: ['Asked', 'AskedResult'],
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

/** The place where a program passes a parameter: members of a form in the query are query parameters. */
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

/** On one line if it fits. */
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
