import type { SourceDocument } from '../json/document.ts';
import type { Pointer } from '../json/pointer.ts';
import { strangeText } from '../json/unreadable.ts';
import { isObject } from './node.ts';

/** Why a document is not OpenAPI 3.0 to 3.2, with the place. */
export interface Unsupported {
  readonly reason: string;
  readonly pointer: Pointer;
}

const convert = 'convert it to OpenAPI 3 first, for instance with "npx swagger2openapi"';

/** `undefined` for a document of a version that is supported. */
export function whyUnsupported({ value, text }: SourceDocument): Unsupported | undefined {
  if (!isObject(value)) return { reason: strangeText(text) ?? whyNoObject(value), pointer: '' };
  const { openapi, swagger } = value;
  if (swagger !== undefined) {
    const version = typeof swagger === 'string' ? swagger : '2';
    return { reason: `it is Swagger ${version}; ${convert}`, pointer: '/swagger' };
  }
  if (openapi === undefined) return { reason: whyNoVersion(value), pointer: '' };
  const reason = whyNoSuchVersion(openapi);
  return reason === undefined ? undefined : { reason, pointer: '/openapi' };
}

function whyNoObject(value: unknown): string {
  const is = Array.isArray(value) ? 'a list' : JSON.stringify(value)?.slice(0, 60);
  return `it is ${is}, and not an object with an "openapi" member`;
}

function whyNoVersion(value: Readonly<Record<string, unknown>>): string {
  const kind = kindOf(value);
  if (kind !== undefined) return `it is ${kind}`;
  const names = Object.keys(value);
  const wrong = names.find((name) => /^openapi$/i.test(name.trim()));
  if (wrong !== undefined) return `its member "${wrong}" must be called "openapi"`;
  const known = names.slice(0, 5).map((name) => `"${name.slice(0, 40)}"`);
  const has = known.length === 0 ? '' : `; it has ${known.join(', ')}`;
  return `it has no "openapi" member that says its version, such as "3.1.1"${has}`;
}

/** Other kinds of documents that are often stored beside OpenAPI. */
function kindOf(value: Readonly<Record<string, unknown>>): string | undefined {
  if (value.swaggerVersion !== undefined) return `Swagger 1; ${convert}`;
  if (value.asyncapi !== undefined) return 'an AsyncAPI document, and not OpenAPI';
  if (value.arazzo !== undefined) return 'an Arazzo document, and not OpenAPI';
  if (value.overlay !== undefined) return 'an OpenAPI Overlay; apply it to its document first';
  if (value.$schema !== undefined) return 'a JSON Schema without an OpenAPI document around it';
  if (isObject(value.info) && value.info._postman_id !== undefined)
    return 'a Postman collection; export or convert it as OpenAPI 3 first';
  if (isObject(value.log) && value.log.entries !== undefined)
    return 'an HTTP archive (HAR), and not OpenAPI';
  return undefined;
}

function whyNoSuchVersion(openapi: unknown): string | undefined {
  if (typeof openapi !== 'string') {
    return `its version must be a string such as "3.1.1", but is ${JSON.stringify(openapi)}`;
  }
  if (/^3\.[012]\.\d+/.test(openapi)) return undefined;
  const whole = /^3\.[012]$/.exec(openapi);
  if (whole !== null) {
    return `its version is "${openapi}", and lacks its third number; write "${openapi}.0"`;
  }
  return `its version is "${openapi}", and 3.0, 3.1 and 3.2 are supported`;
}
