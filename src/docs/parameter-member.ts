import type { Credential, Example, Header, Parameter } from '../api/model.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { codes } from './facts.ts';
import { type Member, outlineOf } from './outline.ts';

type Described = Pick<
  Parameter | Header,
  'name' | 'required' | 'deprecated' | 'description' | 'schema' | 'content' | 'examples'
> &
  Partial<Pick<Parameter, 'in' | 'style' | 'allowEmptyValue' | 'allowReserved'>> &
  Pick<Parameter, 'explode'>;

/** A parameter or header as a member; its own texts come before those of its schema. */
export function parameterMember(
  parameter: Described,
  schemas: Schemas,
  direction: Direction,
): Member {
  const schema = parameter.content?.schema ?? parameter.schema;
  const outline =
    schema === undefined
      ? { ...nothing, type: 'anything' }
      : outlineOf(schema, schemas, direction, 20);
  const { name, required, deprecated, description } = parameter;
  return {
    ...outline,
    name,
    required,
    path: name,
    deprecated: deprecated || outline.deprecated,
    description: description ?? outline.description,
    facts: [...outline.facts, ...serialization(parameter, schemas), ...exampleFacts(parameter)],
  };
}

const nothing = {
  component: undefined,
  facts: [],
  values: [],
  description: undefined,
  deprecated: false,
  members: [],
  groups: [],
  cut: undefined,
};

/** How a value is written, if that is unusual. */
function serialization(parameter: Described, schemas: Schemas): readonly string[] {
  const { content, schema, style, explode, allowEmptyValue, allowReserved } = parameter;
  const types = schemas.shape(schema).types;
  const isCompound = types.has('array') || types.has('object');
  const isUsual = style === undefined || ['form', 'simple', 'cookie'].includes(style);
  return [
    ...(content === undefined ? [] : [`sent as \`${content.name}\``]),
    ...(content === undefined && style !== undefined && (isCompound || !isUsual)
      ? [`style \`${style}\`, ${explode ? 'exploded' : 'not exploded'}`]
      : []),
    ...(allowEmptyValue ? ['may be empty'] : []),
    ...(allowReserved ? ['reserved characters stay as they are'] : []),
  ];
}

function exampleFacts({ examples, content }: Described): readonly string[] {
  const shown = [...examples, ...(content?.examples ?? [])].flatMap(exampleText);
  return shown.length === 0 ? [] : [`for example ${shown.slice(0, 3).join(', ')}`];
}

function exampleText({ value, summary }: Example): readonly string[] {
  if (value === undefined) return [];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length > 120 || text.includes('\n')) return [];
  return [summary === undefined ? codes([text]) : `${codes([text])} (${summary})`];
}

/** The place of a credential, with code between backticks. */
export function credentialText(credential: Credential): string {
  switch (credential.type) {
    case 'apiKey':
      return { header: 'the header', query: 'the query parameter', cookie: 'the cookie' }[
        credential.in
      ].concat(` \`${credential.name}\``);
    case 'http':
      return `\`Authorization: ${credential.scheme.replace(/^./, (c) => c.toUpperCase())} …\``;
    case 'transport':
      return 'a certificate of the client';
    case 'unknown':
      return 'the contract does not say how it is sent';
  }
}
