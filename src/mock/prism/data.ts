import type { PrismHttpInstance } from '@stoplight/prism-http';
import type { ApiResponse, MediaType, Operation } from '../../api/model.ts';
import { formatMediaRange, isWildcard } from '../../http/media-type.ts';
import { thrownMessage } from '../../thrown-message.ts';
import type { AnswerSources } from '../answer-sources.ts';
import { exampleName, type ResponseSelection } from '../select-response.ts';
import {
  fakerSeeder,
  loadPrism,
  lowerCase,
  prismIsInstalled,
  silent,
  type WithFakerSeeded,
  withTimeout,
} from './library.ts';

/** The input of Prism's data generator. */
type PrismSources = Pick<AnswerSources, 'examples' | 'headers' | 'schema'>;

export type PrismAnswer =
  | {
      readonly ok: true;
      /** `undefined` for an answer without content. */
      readonly value: unknown;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** Without a reason if Prism is not installed. */
  | { readonly ok: false; readonly reason: string | undefined };

/**
 * Prism as the mock of one API's operations. It only answers; the judge has already validated the
 * request.
 */
export interface Prism {
  /** Loads Prism, which takes most of a second, before the first request. */
  load(): Promise<unknown>;
  answer(operation: Operation, selection: ResponseSelection): Promise<PrismAnswer>;
}

/**
 * Prism for one API. Each operation is described to it on its first request, and each part of the
 * description is made when Prism reads it. Prism itself loads on the first request.
 */
export function createPrism(sources: PrismSources): Prism {
  const described = new WeakMap<Operation, PrismOperation>();
  let loading: Promise<LoadedPrism> | undefined;
  let isInstalled: boolean | undefined;

  function loadOnce(): Promise<LoadedPrism> {
    loading ??= load();
    return loading;
  }

  function describe(operation: Operation): PrismOperation {
    let known = described.get(operation);
    if (known === undefined) {
      known = describeOperation(operation, sources);
      described.set(operation, known);
    }
    return known;
  }

  return {
    load: loadOnce,
    async answer(operation, selection) {
      isInstalled ??= prismIsInstalled();
      if (!isInstalled) return { ok: false, reason: undefined };
      const seed = selection.seed ?? Math.random().toString(36).slice(2);
      const key = selection.media && mediaTypeKey(selection.media, selection.response);
      try {
        const { instance, withFakerSeeded } = await loadOnce();
        const put = () =>
          withTimeout(
            instance.request(
              { method: methodOf(operation), url: { path: operation.path }, headers: {} },
              [describe(operation) as never],
              {
                ...config,
                // A new value each time, because Prism writes into it.
                mock: {
                  dynamic: selection.dynamic,
                  code: String(selection.status) as never,
                  seed,
                  ...(key !== undefined && { mediaTypes: [key] }),
                  ...(selection.example !== undefined && { exampleKey: selection.example }),
                },
              },
            )(),
          );
        const result = await (selection.dynamic ? withFakerSeeded(seed, put) : put());
        if (result._tag === 'Left') return { ok: false, reason: result.left.message };
        const { output } = result.right;
        const headers = lowerCase(output.headers ?? {});
        // If Prism cannot return the requested answer, it returns another one.
        const { 'content-type': given, ...rest } = headers;
        const isOther = key !== undefined && given !== undefined && given !== key;
        if (output.statusCode !== selection.status || isOther) {
          return { ok: false, reason: `it gave ${output.statusCode} as ${given} instead` };
        }
        return { ok: true, value: output.body, headers: rest };
      } catch (error) {
        return { ok: false, reason: thrownMessage(error) };
      }
    },
  };
}

const config = {
  isProxy: false,
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
} as const;

interface LoadedPrism {
  readonly instance: PrismHttpInstance;
  readonly withFakerSeeded: WithFakerSeeded;
}

async function load(): Promise<LoadedPrism> {
  const { createInstance } = await loadPrism();
  const right = <T>(value: T) => ({ _tag: 'Right', right: value }) as const;
  const instance = createInstance(
    { ...config, mock: { dynamic: false } },
    {
      logger: silent,
      route: ({ resources }) => right(resources[0]!),
      validateInput: ({ element }) => right(element),
      validateSecurity: ({ element }) => right(element),
      validateOutput: ({ element }) => right(element),
    },
  );
  return { instance, withFakerSeeded: fakerSeeder() };
}

/** The part of Prism's `IHttpOperation` that the mock fills. */
interface PrismOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly deprecated: boolean;
  readonly request: object;
  readonly responses: readonly PrismResponse[];
}

interface PrismResponse {
  readonly id: string;
  readonly code: string;
  readonly headers: readonly object[];
  readonly contents: readonly object[];
}

function describeOperation(operation: Operation, sources: PrismSources): PrismOperation {
  return {
    id: operation.id,
    method: methodOf(operation),
    path: operation.path,
    deprecated: operation.deprecated,
    request: {},
    responses: operation.responses.map((response) => ({
      id: response.status,
      code: response.status,
      get headers() {
        return sources.headers(response).map(([name, text]) => ({
          id: name,
          name,
          style: 'simple',
          schema: {},
          examples: [{ id: name, key: 'default', value: text }],
        }));
      },
      contents: response.content.map((media) => ({
        id: media.name,
        mediaType: mediaTypeKey(media, response),
        encodings: [],
        get examples() {
          const { range } = media;
          const { examples } = sources.examples({ response, media, range });
          return examples.map(({ documented, written }, index) => ({
            id: String(index),
            // A name that no request can ask for.
            key: documented === undefined ? '\0made up' : exampleName(documented),
            value: written,
          }));
        },
        get schema() {
          return sources.schema(media);
        },
      })),
    })),
  };
}

/** Ranges, and types with parameters, get a name that Prism finds only by equality. */
function mediaTypeKey(media: MediaType, response: ApiResponse): string {
  const { range } = media;
  if (!isWildcard(range) && range.parameters.size === 0) return formatMediaRange(range);
  return `application/vnd.described.${response.content.indexOf(media)}`;
}

function methodOf(operation: Operation): 'get' {
  return operation.method.toLowerCase() as 'get';
}
