import type { Api } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { child } from '../json/pointer.ts';
import { didYouMeanOneOf } from '../nearest-name.ts';
import type { AllowedAdmins } from './admin-access.ts';
import type { MockEvent } from './event.ts';
import { createFaults, type Faults } from './faults/engine.ts';
import { readFaults } from './faults/named-faults.ts';
import { type HandlerSource, handlerMaps } from './handlers/handlers.ts';
import { createJournal, type Journal, type JournalOptions } from './journal/journal.ts';
import type { RespondOptions } from './responder.ts';
import { type GivenScenarios, type ScenarioSource, scenarioSource } from './scenarios/source.ts';
import type { ScenarioSwitch } from './scenarios/switch.ts';
import type { SessionLimits } from './state/memory-store.ts';
import type { StateOptions } from './state/state.ts';

/** How a mock remembers what requests create, change and remove. */
export interface StatefulOptions extends SessionLimits {
  /**
   * The first content: records by the names of their resources, below the name of their API where there
   * are several. By default it is what the contract shows.
   */
  readonly seedData?: Readonly<Record<string, unknown>>;
  /**
   * The URL of a Redis or Valkey that keeps what is remembered, so that several mocks answer alike; it needs
   * `@redis/client`. By default the memory of this process keeps it.
   */
  readonly store?: string;
  /** How many records are made up of each resource that `seedData` does not have. */
  readonly seedCount?: number;
  /** What operations do, where that is inferred wrongly: by API, as in `specwright.config.ts`. */
  readonly roles?: Readonly<Record<string, StateOptions['roles']>>;
}

export interface MockOptions extends Omit<RespondOptions, 'state' | 'handlerTimeout'> {
  /** Milliseconds that a handler may take, for all APIs or by the API's name; 10,000 by default. */
  readonly handlerTimeout?: number | Readonly<Record<string, number>>;
  /** Whether answers show what requests have created, changed and removed, and how. */
  readonly stateful?: boolean | StatefulOptions;
  /** The path of the documentation, where a server has one beside the mock; the front page leads to it. */
  readonly docs?: string;
  /** Whether pages of other origins may use the mock; they may unless this is `false`. */
  readonly cors?: boolean;
  /**
   * Who may use the paths below `/__specwright/` beside programs of this machine and the mock's own pages:
   * host names (`mock.test`) by which the mock is asked, and origins of pages (`http://localhost:5173`).
   */
  readonly allowAdmin?: AllowedAdmins;
  /** The most bytes that a request over a socket may carry, or be decoded to; 10 MB. */
  readonly bodyLimit?: number;
  /** Programs that answer for operations, by the API's name (`defineMock` of `specwright/mock`). */
  readonly handlers?: Readonly<Record<string, HandlerSource>>;
  /** How much of the last exchanges is kept to be shown, or where; `false`: nothing. */
  readonly journal?: false | JournalOptions | Journal;
  /** Named sets of answers, by the API's name: what its `scenarios.yaml` holds. */
  readonly scenarios?: Readonly<Record<string, GivenScenarios>>;
  /** The scenario that every session begins with. */
  readonly scenario?: string;
  /** Which session is in which scenario, where that shall outlive the mock. */
  readonly scenarioSwitch?: ScenarioSwitch;
  /** What goes wrong on purpose: `createCustomer: reset 10%`, `latency 200ms`. Nothing by default. */
  readonly faults?: readonly string[];
  /** Called with every answer. */
  readonly onAnswer?: (event: MockEvent) => void;
}

/** An API under another name than its own. */
export interface NamedApi {
  readonly name: string;
  readonly api: Api;
}

/** @throws {Error} where handlers are for no API, or cannot be called. */
export function refuseStrayHandlers(
  apis: readonly (Api | NamedApi)[],
  { handlers = {}, engine }: MockOptions,
): void {
  const names = apis.map(({ name }) => name);
  for (const name of Object.keys(handlers)) {
    if (!names.includes(name)) {
      throw new Error(
        `there are handlers for "${name}", which is no API of this mock${didYouMeanOneOf(name, names)}`,
      );
    }
    if (engine === 'prism') {
      throw new Error(
        `the handlers of "${name}" cannot be called: the engine "prism" makes every answer itself`,
      );
    }
  }
}

/** @throws {Error} where a handler is for no operation. */
export function handlersFor(
  name: string,
  api: Api,
  { handlers = {} }: MockOptions,
): HandlerSource | undefined {
  const source = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (source !== undefined) handlerMaps(api)(source);
  return source;
}

/** How long the handlers of one API may take. */
export function handlerTimeoutOf(
  name: string,
  { handlerTimeout }: MockOptions,
): Pick<RespondOptions, 'handlerTimeout'> {
  if (typeof handlerTimeout === 'number') return { handlerTimeout };
  const own = handlerTimeout && Object.hasOwn(handlerTimeout, name) && handlerTimeout[name];
  return typeof own === 'number' ? { handlerTimeout: own } : {};
}

/** What of the options is for the state of one API. */
export function stateOf(
  name: string,
  isOnly: boolean,
  { stateful = false, seed }: MockOptions,
): Pick<RespondOptions, 'state'> {
  if (stateful === false) return {};
  const { seedData, seedCount, roles, ...limits } = stateful === true ? {} : stateful;
  const own = seedData && Object.hasOwn(seedData, name) ? seedData[name] : undefined;
  const isNamed = isObject(own);
  const data = isNamed ? own : isOnly ? seedData : seedData && {};
  const ownRoles = roles && Object.hasOwn(roles, name) ? roles[name] : undefined;
  return {
    state: {
      ...limits,
      ...(data && { data }),
      ...(isNamed && { at: child('', name) }),
      ...(seedCount !== undefined && { count: seedCount }),
      ...(seed !== undefined && { seed }),
      ...(ownRoles && { roles: ownRoles }),
    },
  };
}

/** The journal that exchanges are written to; `undefined` where none is wanted. */
export function journalOf({ journal }: MockOptions): Journal | undefined {
  if (journal === false) return undefined;
  return journal !== undefined && 'add' in journal ? journal : createJournal(journal);
}

/**
 * The scenarios of each API that has some.
 *
 * @throws {Error} where they are not as `scenarios.schema.json` describes them, or none is called as the
 *   first shall be.
 */
export function scenariosOf(
  apis: readonly NamedApi[],
  { scenarios = {}, scenario, engine }: MockOptions,
): ReadonlyMap<string, ScenarioSource> {
  if (engine === 'prism' && scenario !== undefined) {
    throw new Error('Prism knows no scenarios; leave out the engine "prism" or the scenario');
  }
  const sources = new Map<string, ScenarioSource>();
  for (const { name, api } of apis) {
    const given = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
    if (given !== undefined) sources.set(name, scenarioSource(given, api));
  }
  const names = [...sources.values()].flatMap(({ current }) => [...current().keys()]);
  if (scenario !== undefined && !names.includes(scenario)) {
    throw new Error(`there is no scenario "${scenario}"${didYouMeanOneOf(scenario, names)}`);
  }
  return sources;
}

/** @throws {Error} where a fault cannot be read, or is for no operation. */
export function faultsOf(
  apis: readonly NamedApi[],
  { faults: texts = [], seed }: MockOptions,
): Faults {
  const read = readFaults(
    texts,
    apis.flatMap(({ api }) => api.operations),
  );
  if (!read.ok) throw new Error(read.reason);
  return createFaults(read.faults, seed);
}
