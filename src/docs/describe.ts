import { setImmediate } from 'node:timers/promises';
import type { Api, Operation, Server } from '../api/model.ts';
import { type ClientSnippetOptions, clientSnippet } from '../example/client.ts';
import { curlSnippet } from '../example/curl-snippet.ts';
import { fetchSnippet } from '../example/fetch.ts';
import { type RequestExample, requestExamples } from '../example/request.ts';
import { createSchemas, type Schemas } from '../schema/schemas.ts';
import { namedOperations } from '../typescript/operation-names.ts';
import { shortened } from './markdown.ts';

/** An operation with all that its pages need to say. */
export interface DescribedOperation {
  readonly operation: Operation;
  /** Names its pages, alone among the operations of its API. */
  readonly slug: string;
  readonly title: string;
  readonly isWebhook: boolean;
  /** What its path is appended to, without a slash at the end. */
  readonly baseUrl: string;
  readonly requests: readonly ShownRequest[];
}

/** A request that the contract shows, in the languages that people copy it in. */
export interface ShownRequest {
  /** The media type and the example's name; `''` without a body. */
  readonly name: string;
  readonly example: RequestExample;
  readonly snippets: readonly Snippet[];
}

export interface Snippet {
  /** As highlighters name it. */
  readonly lang: 'bash' | 'javascript' | 'typescript';
  readonly label: string;
  readonly text: string;
}

/** More of them teach nobody anything. */
export const maximumExamples = 6;

/** Works out what is to be said of each operation of an API. */
export async function describeOperations(
  api: Api,
  schemas: Schemas = createSchemas(api),
): Promise<readonly DescribedOperation[]> {
  const taken = new Set<string>();
  const names = new Map(namedOperations(api).map((named) => [named.operation, named]));
  const described: DescribedOperation[] = [];
  for (const operation of [...api.operations, ...api.webhooks]) {
    // A server that shows the site answers other requests meanwhile.
    await setImmediate();
    const isWebhook = api.webhooks.includes(operation);
    const slug = uniqueSlug(operation, taken);
    const baseUrl = baseUrlOf(operation.servers[0] ?? api.servers[0], api);
    const named = names.get(operation);
    const requests =
      named === undefined
        ? []
        : requestExamples(operation, schemas)
            .slice(0, maximumExamples)
            .map((example) => shownRequest(example, { api: api.name, named, baseUrl }));
    described.push({ operation, slug, title: titleOf(operation), isWebhook, baseUrl, requests });
  }
  return described;
}

function shownRequest(example: RequestExample, options: ClientSnippetOptions): ShownRequest {
  const { baseUrl } = options;
  return {
    name: example.name,
    example,
    snippets: [
      { lang: 'bash', label: 'curl', text: curlSnippet(example, baseUrl) },
      { lang: 'javascript', label: 'fetch', text: fetchSnippet(example, baseUrl) },
      { lang: 'typescript', label: 'Client', text: clientSnippet(example, options) },
    ],
  };
}

/** A heading: the summary, or what is always there. */
function titleOf({ summary, method, path }: Operation): string {
  const text = summary?.replace(/\s+/g, ' ').trim();
  return text ? shortened(text, 120) : `${method} ${path}`;
}

/** Lower case, because file systems may not tell it from upper case. */
function uniqueSlug({ operationId, method, path }: Operation, taken: Set<string>): string {
  const words = (operationId ?? `${method} ${path}`)
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  const base = words || 'operation';
  let slug = base;
  for (let count = 2; taken.has(slug); count += 1) slug = `${base}-${count}`;
  taken.add(slug);
  return slug;
}

/** A server's URL with its variables' defaults; a relative one stands beside its document. */
export function baseUrlOf(server: Server | undefined, api: Api): string {
  const url = (server?.url ?? '/').replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => server?.variables[name]?.default ?? whole,
  );
  const { uri } = api.root;
  const base = /^https?:/.test(uri) ? uri : 'https://api.example.com';
  // A URL would be written otherwise than it was: with escapes, and a slash at the end.
  if (/^https?:\/\//i.test(url)) return url.replace(/\/+$/, '');
  return URL.canParse(url, base) ? new URL(url, base).href.replace(/\/+$/, '') : base;
}
