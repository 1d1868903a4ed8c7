import type { Credential, Parameter } from '../api/model.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { type Member, type OutlineLimits, outlineOf, pageLimits } from './outline.ts';

/** A parameter or header as a member is told of; what it says itself comes before its schema. */
export function parameterMember(
  parameter: Pick<
    Parameter,
    'name' | 'required' | 'deprecated' | 'description' | 'schema' | 'content'
  >,
  schemas: Schemas,
  direction: Direction,
  limits: OutlineLimits = pageLimits,
): Member {
  const schema = parameter.content?.schema ?? parameter.schema;
  const outline =
    schema === undefined
      ? { ...nothing, type: 'anything' }
      : outlineOf(schema, schemas, direction, limits);
  const { name, required, deprecated, description } = parameter;
  const sentAs = parameter.content === undefined ? [] : [`sent as \`${parameter.content.name}\``];
  return {
    ...outline,
    name,
    required,
    deprecated: deprecated || outline.deprecated,
    description: description ?? outline.description,
    facts: [...outline.facts, ...sentAs],
  };
}

const nothing = {
  facts: [],
  description: undefined,
  deprecated: false,
  members: [],
  variants: [],
  cut: undefined,
};

/** Where a credential goes, with code between backticks. */
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
