import type {
  Api,
  Example,
  Header,
  MediaType,
  Operation,
  Parameter,
  Schema,
} from '../api/model.ts';
import type { Node } from '../api/node.ts';
import type { Direction } from '../schema/direction.ts';

/** A use of a schema in the contract: its direction, and its examples. */
export interface Use {
  readonly direction: Direction;
  readonly schema: Schema | undefined;
  readonly media: MediaType | undefined;
  readonly examples: readonly Example[];
  /** For a header field, whose examples must be valid field values. */
  readonly field?: Parameter | Header | undefined;
}

/** Every schema of an API's operations, with the examples beside it. */
export function* usesOf(api: Api): Iterable<Use> {
  for (const operation of [...api.operations, ...api.webhooks]) yield* usesOfOperation(operation);
}

/** The schemas at which a walk over all begins: the components, and the used ones. */
export function schemasOf(api: Api): readonly Node[] {
  return [...api.schemas.values(), ...[...usesOf(api)].flatMap(({ schema }) => schema ?? [])];
}

function* usesOfOperation(operation: Operation): Iterable<Use> {
  for (const parameter of operation.parameters) yield* usesOfValue(parameter, 'request');
  for (const media of operation.requestBody?.content ?? []) yield* usesOfMedia(media, 'request');
  for (const response of operation.responses) {
    for (const header of response.headers) yield* usesOfValue(header, 'response');
    for (const media of response.content) yield* usesOfMedia(media, 'response');
  }
  for (const callback of operation.callbacks) {
    for (const called of callback.operations) yield* usesOfOperation(called);
  }
}

function* usesOfValue(value: Parameter | Header, direction: Direction): Iterable<Use> {
  const { schema, content, examples } = value;
  if (content !== undefined) yield* usesOfMedia(content, direction);
  const own = content === undefined ? examples : [];
  const field = 'in' in value && value.in !== 'header' ? undefined : value;
  yield { direction, schema, media: undefined, examples: own, field };
}

function* usesOfMedia(media: MediaType, direction: Direction): Iterable<Use> {
  const { schema, itemSchema, examples } = media;
  yield { direction, schema, media, examples };
  if (itemSchema !== undefined) yield { direction, schema: itemSchema, media, examples: [] };
}
