import type { Api } from '../api/model.ts';
import { contractsOf } from './contracts.ts';

/** The text of a client: what it must know, and a function that makes one. */
export function clientText(api: Api): string {
  const name = typeName(api.name);
  const baseUrl = defaultBaseUrl(api);
  const contracts = literal(contractsOf(api), '');
  const [parameter, argument] =
    baseUrl === undefined
      ? ['options: ClientOptions', 'options']
      : [
          'options: Partial<ClientOptions> = {}',
          `{ baseUrl: ${literal(baseUrl, '')}, ...options }`,
        ];
  const target =
    baseUrl === undefined
      ? 'The document names no one server, so `baseUrl` must.'
      : `Requests go to ${comment(baseUrl)} unless \`baseUrl\` says otherwise.`;
  return `import { type Client, type ClientOptions, type Contracts, createClient } from 'specwright/client';
import type { paths } from './types.js';

/** How request bodies are written, by operation and media type. */
const contracts: Contracts = ${contracts};

/** A client of ${comment(api.title)}. */
export type ${name}Client = Client<paths>;

/**
 * Makes a client of ${comment(api.title)} ${comment(api.version)}.
 * ${target}
 */
export function create${name}Client(${parameter}): ${name}Client {
  return createClient<paths>(${argument}, contracts);
}
`;
}

/** `maiascore` is `Maiascore`, `train-travel@v2` is `TrainTravelV2`. */
export function typeName(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `Api${joined}`;
}

/** The first server, when its URL is whole: absolute, and without variables. */
function defaultBaseUrl({ servers }: Api): string | undefined {
  const url = servers[0]?.url;
  return url !== undefined && !url.includes('{') && /^https?:/i.test(url) ? url : undefined;
}

/** A text inside a comment, on one line. */
function comment(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
}

/** A value as a TypeScript literal: short ones on a line, names without quotes where they can be. */
function literal(value: unknown, indent: string, before = 0): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value).map(([key, member]) => {
        const name = `${keyText(key)}: `;
        return name + literal(member, inner, name.length);
      });
  const [open, close, gap] = Array.isArray(value) ? ['[', ']', ''] : ['{', '}', ' '];
  if (entries.length === 0) return open + close;
  const line = `${open}${gap}${entries.join(', ')}${gap}${close}`;
  if (indent.length + before + line.length < 100 && !line.includes('\n')) return line;
  return `${open}\n${entries.map((entry) => `${inner}${entry},\n`).join('')}${indent}${close}`;
}

function keyText(key: string): string {
  // In a literal, an unquoted or quoted `__proto__` sets the prototype; a computed one does not.
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  const json = JSON.stringify(text).replace(
    /[\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16)}`,
  );
  return text.includes("'") ? json : `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
