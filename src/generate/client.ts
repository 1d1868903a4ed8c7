import type { Api } from '../api/model.ts';
import { typeName } from '../api/type-name.ts';
import { literal } from '../json/literal.ts';
import { contractsOf } from './contracts.ts';

/** The text of a client: what it must know, and a function that makes one. */
export function clientText(api: Api): string {
  const name = typeName(api.name);
  const baseUrl = defaultBaseUrl(api);
  const contracts = literal(contractsOf(api));
  const [parameter, argument] =
    baseUrl === undefined
      ? ['options: ClientOptions', 'options']
      : ['options: Partial<ClientOptions> = {}', `{ baseUrl: ${literal(baseUrl)}, ...options }`];
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

/** The first server, when its URL is whole: absolute, and without variables. */
function defaultBaseUrl({ servers }: Api): string | undefined {
  const url = servers[0]?.url;
  return url !== undefined && !url.includes('{') && /^https?:/i.test(url) ? url : undefined;
}

/** A text inside a comment, on one line. */
function comment(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
}
