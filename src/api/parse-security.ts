import { type Location, locationKey } from '../json/document.ts';
import { parsePointer, pointerOfFragment } from '../json/pointer.ts';
import type { Credential, SecurityRequirement, SecurityScheme } from './model.ts';
import { entries, isObject, items, type Node } from './node.ts';
import type { Context } from './parse-context.ts';
import { splitReference } from './resolve.ts';

export function parseSecuritySchemes(
  components: Node | undefined,
  context: Context,
): ReadonlyMap<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  for (const [name, written] of entries(
    components && context.part(components, 'securitySchemes'),
  )) {
    const scheme = parseSecurityScheme(name, written, context);
    if (scheme !== undefined) schemes.set(name, scheme);
  }
  return schemes;
}

function parseSecurityScheme(
  name: string,
  written: Node,
  context: Context,
): SecurityScheme | undefined {
  const node = context.follow(written);
  if (node === undefined) return undefined;
  const credential = parseCredential(node, context);
  if (credential === undefined) {
    context.invalid(node.at, `the security scheme "${name}" does not say where its credential is`);
    return undefined;
  }
  return { name, description: context.text(node, 'description'), credential, at: node.at };
}

/** A scheme by its name, or by a URI that leads to one (OpenAPI 3.2 section 4.30). */
function schemeBy(
  name: string,
  at: Location,
  schemes: ReadonlyMap<string, SecurityScheme>,
  context: Context,
): SecurityScheme | undefined {
  const named = schemes.get(name);
  if (named !== undefined || !/[#/:]/.test(name)) return named;
  const last = parsePointer(pointerOfFragment(splitReference(name).fragment) ?? '')?.at(-1);
  const referred = parseSecurityScheme(last ?? name, { value: { $ref: name }, at }, context);
  const isSame = (one: SecurityScheme) => locationKey(one.at) === locationKey(referred!.at);
  return referred && ([...schemes.values()].find(isSame) ?? referred);
}

/** The Security Scheme Object (section 4.8.27). */
function parseCredential(node: Node, { text }: Context): Credential | undefined {
  const place = text(node, 'in');
  const name = text(node, 'name');
  const scheme = text(node, 'scheme');
  switch (text(node, 'type')) {
    case 'apiKey':
      if (name === undefined) return undefined;
      if (place !== 'header' && place !== 'query' && place !== 'cookie') return undefined;
      return { type: 'apiKey', in: place, name };
    case 'http':
      return scheme === undefined ? undefined : { type: 'http', scheme: scheme.toLowerCase() };
    case 'oauth2':
    case 'openIdConnect':
      return { type: 'http', scheme: 'bearer' };
    case 'mutualTLS':
      return { type: 'transport' };
    default:
      return undefined;
  }
}

/** `undefined` if nothing is said, which differs from an empty requirement. */
export function parseSecurity(
  owner: Node,
  schemes: ReadonlyMap<string, SecurityScheme>,
  context: Context,
): readonly SecurityRequirement[] | undefined {
  const written = context.part(owner, 'security');
  if (written === undefined) return undefined;
  if (!Array.isArray(written.value)) {
    context.invalid(written.at, '"security" is a list of requirements');
    return written.value === null ? undefined : [[unknownRequirement(written)]];
  }
  return context.list(owner, 'security').map((alternative): SecurityRequirement => {
    if (!isObject(alternative.value)) {
      context.invalid(alternative.at, 'a security requirement is an object: {"name": []}');
      return [unknownRequirement(alternative)];
    }
    return [...entries(alternative)].map(([name, scopes]) => {
      const known = schemeBy(name, scopes.at, schemes, context);
      if (known === undefined) {
        context.invalid(scopes.at, `no usable security scheme has the name "${name}"`);
      }
      return {
        scheme: known ?? unknownScheme(name, scopes.at),
        scopes: [...items(scopes)].map((scope) => String(scope.value)),
      };
    });
  });
}

/** A faulty requirement, under the name that it probably meant. */
function unknownRequirement({ value, at }: Node): SecurityRequirement[number] {
  const name = isObject(value) ? Object.keys(value).join(', ') : String(value);
  return { scheme: unknownScheme(name, at), scopes: [] };
}

/** The unknown scheme stays in its requirement, because the operation would be open otherwise. */
function unknownScheme(name: string, at: Location): SecurityScheme {
  return { name, description: undefined, credential: { type: 'unknown', name }, at };
}
