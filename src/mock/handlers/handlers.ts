import type { Api, Operation } from '../../api/model.ts';
import { didYouMeanOneOf } from '../../nearest-name.ts';
import { namedOperations } from '../../typescript/operation-names.ts';
import type { MockHandler, MockHandlers } from './define.ts';

/** The handler of an operation, and the name under which it is written. */
export interface NamedHandler {
  readonly name: string;
  readonly handler: MockHandler<unknown>;
}

/**
 * The handlers of an API by their operations, which are called as the generated client calls them.
 *
 * @throws {Error} where one is no function, or is for no operation.
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

/** The handlers of one API, or what gives those that count now. */
export type HandlerSource = MockHandlers | (() => MockHandlers);

/** The handlers by operation of whatever a source gives, read once as long as it gives the same. */
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
