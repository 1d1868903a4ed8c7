import type { Api, Operation, Server } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { type ClientSnippetOptions, clientSnippet } from '../example/client.ts';
import { curlSnippet } from '../example/curl-snippet.ts';
import { fetchSnippet } from '../example/fetch.ts';
import { pythonSnippet } from '../example/python-snippet.ts';
import { type RequestExample, requestExamples } from '../example/request.ts';
import { parseUrl } from '../http/url.ts';
import type { Schemas } from '../schema/schemas.ts';
import { namedOperations } from '../typescript/operation-names.ts';
import { maximumExamples, sampleSize } from './content.ts';
import { firstParagraph, shortened } from './markdown.ts';
import { writtenAt } from './operation-content.ts';

/** An operation with everything that its pages need. */
export interface DescribedOperation {
  readonly operation: Operation;
  /** The name of its pages, unique among the operations of its API. */
  readonly slug: string;
  readonly title: string;
  /** The first words of its description, on one line. */
  readonly about: string;
  readonly isWebhook: boolean;
  /** The URL before its path, without a slash at the end. */
  readonly baseUrl: string;
  /** Made on first use, and kept. */
  readonly requests: readonly ShownRequest[];
  /** The samples of the document itself (`x-codeSamples`). */
  readonly ownSamples: readonly Snippet[];
}

/** A request from the contract, in the languages for copying. */
export interface ShownRequest {
  /** The media type and the example's name; `''` without a body. */
  readonly name: string;
  readonly example: RequestExample;
  readonly snippets: readonly Snippet[];
}

export interface Snippet {
  /** The language's name for highlighters. */
  readonly lang: string;
  readonly label: string;
  readonly text: string;
}

/** Names the operations of an API, and makes the requests of each on demand. */
export function describeOperations(api: Api, schemas: Schemas): readonly DescribedOperation[] {
  const slugs = operationSlugs(api);
  const names = new Map(namedOperations(api).map((named) => [named.operation, named]));
  const webhooks = new Set(api.webhooks);
  return [...api.operations, ...api.webhooks].map((operation) => {
    const baseUrl = baseUrlOf(operation.servers[0] ?? api.servers[0], api);
    const named = names.get(operation);
    let requests: readonly ShownRequest[] | undefined;
    let about: string | undefined;
    return {
      operation,
      slug: slugs.get(operation)!,
      title: titleOf(operation),
      isWebhook: webhooks.has(operation),
      baseUrl,
      get about() {
        about ??= firstParagraph(operation.description);
        return about;
      },
      get requests() {
        requests ??=
          named === undefined
            ? []
            : requestExamples(operation, schemas, { size: sampleSize })
                .slice(0, maximumExamples)
                .map((example) =>
                  shownRequest(example, { api: api.name, named, baseUrl, schemas }),
                );
        return requests;
      },
      ownSamples: ownSamplesOf(operation),
    };
  });
}

function ownSamplesOf(operation: Operation): readonly Snippet[] {
  const written = writtenAt(operation);
  const given = written['x-codeSamples'] ?? written['x-code-samples'];
  return (Array.isArray(given) ? given : []).flatMap((sample): Snippet[] => {
    if (!isObject(sample) || typeof sample.source !== 'string') return [];
    const lang = typeof sample.lang === 'string' ? sample.lang : '';
    const label = typeof sample.label === 'string' ? sample.label : lang || 'Sample';
    return [{ lang, label, text: sample.source }];
  });
}

function shownRequest(example: RequestExample, options: ClientSnippetOptions): ShownRequest {
  const { baseUrl } = options;
  return {
    name: example.name,
    example,
    snippets: [
      { lang: 'bash', label: 'curl', text: curlSnippet(example, baseUrl) },
      { lang: 'javascript', label: 'fetch', text: fetchSnippet(example, baseUrl) },
      { lang: 'python', label: 'Python', text: pythonSnippet(example, baseUrl) },
      { lang: 'typescript', label: 'Client', text: clientSnippet(example, options) },
    ],
  };
}

/** A heading: the summary, or the name that always exists. */
function titleOf({ summary, method, path }: Operation): string {
  const text = firstParagraph(summary);
  return text ? shortened(text, 120) : `${method} ${path}`;
}

/** The names of operations' pages in addresses. */
export function operationSlugs(api: Api): ReadonlyMap<Operation, string> {
  const taken = new Set<string>();
  const all = [...api.operations, ...api.webhooks];
  return new Map(all.map((operation) => [operation, uniqueSlug(operation, taken)]));
}

/** In lower case, because some file systems ignore case. */
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

/** A server's URL with its variables' defaults; a relative one is resolved against its document. */
export function baseUrlOf(server: Server | undefined, api: Api): string {
  const url = (server?.url ?? '/').replace(
    /\{([^{}]*)\}/g,
    (whole, name: string) => server?.variables[name]?.default ?? whole,
  );
  const { uri } = api.root;
  const base = /^https?:/.test(uri) ? uri : 'https://api.example.com';
  // The URL class would change the text: it adds escapes, and a slash at the end.
  if (/^https?:\/\//i.test(url)) return url.replace(/\/+$/, '');
  return parseUrl(url, base)?.href.replace(/\/+$/, '') ?? base;
}
