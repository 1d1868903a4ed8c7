import type { Api, Operation } from '../../api/model.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { namedOperations } from '../../typescript/operation-names.ts';
import type { MockHandler, MockHandlers } from './define.ts';

/** The handler of an operation, and its name in the file. */
export interface NamedHandler {
  readonly name: string;
  readonly handler: MockHandler<unknown>;
}

/**
 * The handlers of an API by operation, under the generated client's names.
 * @throws {Error} if one is no function, or has no operation.
 */
export function handlersOf(api: Api, handlers: MockHandlers): ReadonlyMap<Operation, NamedHandler> {
  const operations = new Map(namedOperations(api).map(({ key, operation }) => [key, operation]));
  const found = new Map<Operation, NamedHandler>();
  for (const [name, handler] of Object.entries(handlers)) {
    const operation = operations.get(name);
    if (operation === undefined) {
      const known = didYouMeanOneOf(name, [...operations.keys()]);
      throw new Error(`the handler "${name}" is for no operation of ${api.name}${known}`);
    }
    if (typeof handler !== 'function') throw new Error(`the handler "${name}" is not a function`);
    found.set(operation, { name, handler });
  }
  return found;
}

/** The handlers of one API, or a function that returns the current ones. */
export type HandlerSource = MockHandlers | (() => MockHandlers);

/** The handlers by operation of a source, read again only when the source changes. */
export function handlerMaps(
  api: Api,
): (source: HandlerSource) => ReadonlyMap<Operation, NamedHandler> {
  const maps = new WeakMap<MockHandlers, ReadonlyMap<Operation, NamedHandler>>();
  return (source) => {
    const handlers = typeof source === 'function' ? source() : source;
    const known = maps.get(handlers) ?? handlersOf(api, handlers);
    maps.set(handlers, known);
    return known;
  };
}
