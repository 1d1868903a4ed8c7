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
import type { WebhookSettings } from './sender.ts';
import { wrongSecret } from './signature.ts';
import type { SessionLimits } from './state/memory-store.ts';
import type { StateOptions } from './state/state.ts';

/** How a mock stores what requests create, change and delete. */
export interface StatefulOptions extends SessionLimits {
  /**
   * The initial items: records by the names of their resources, below the names of their APIs if
   * there are several. By default they are the contract's examples.
   */
  readonly seedData?: Readonly<Record<string, unknown>>;
  /**
   * The URL of a Redis or Valkey that stores the items, so that several mocks share them; it needs
   * `@redis/client`. The default is the memory of this process.
   */
  readonly store?: string;
  /** How many records to generate for each resource that `seedData` lacks. */
  readonly seedCount?: number;
  /** Roles of operations that were inferred wrongly: by API, as in `specwright.config.ts`. */
  readonly roles?: Readonly<Record<string, StateOptions['roles']>>;
}

export interface MockOptions
  extends Omit<RespondOptions, 'state' | 'handlerTimeout' | 'sending' | 'onSent'> {
  /**
   * The time limit of handlers in milliseconds, for all APIs or by the API's name; 10,000 by
   * default.
   */
  readonly handlerTimeout?: number | Readonly<Record<string, number>>;
  /** Whether and how answers show what requests have created, changed and deleted. */
  readonly stateful?: boolean | StatefulOptions;
  /** The path of documentation on the same server, which the front page links to. */
  readonly docs?: string;
  /** Whether pages of other origins may use the mock; `true` by default. */
  readonly cors?: boolean;
  /**
   * The clients that may use the paths below `/__specwright/`, beside programs on this machine and
   * the mock's own pages. An entry is a host name of the mock (`mock.test`) or an origin of pages
   * (`http://localhost:5173`).
   */
  readonly allowAdmin?: AllowedAdmins;
  /** The largest request over a socket in bytes, also after decoding; 10 MB by default. */
  readonly bodyLimit?: number;
  /** Handlers of operations, by the API's name (`defineMock` of `specwright/mock`). */
  readonly handlers?: Readonly<Record<string, HandlerSource>>;
  /** The limits of the journal, or a journal to use; `false` for none. */
  readonly journal?: false | JournalOptions | Journal;
  /** Scenarios by the API's name: the contents of its `scenarios.yaml`. */
  readonly scenarios?: Readonly<Record<string, GivenScenarios>>;
  /** The scenario that every session begins with. */
  readonly scenario?: string;
  /** The scenarios of sessions, if they must survive a new mock. */
  readonly scenarioSwitch?: ScenarioSwitch;
  /** Injected faults: `createCustomer: reset 10%`, `latency 200ms`. None by default. */
  readonly faults?: readonly string[];
  /** How the webhooks and callbacks of an API are sent, by its name. */
  readonly webhooks?: Readonly<Record<string, WebhookSettings>>;
  /** Called with every answer. */
  readonly onAnswer?: (event: MockEvent) => void;
}

/** An API under another name than its own. */
export interface NamedApi {
  readonly name: string;
  readonly api: Api;
}

/** @throws {Error} if handlers have no API, or are no functions. */
export function refuseStrayHandlers(
  apis: readonly (Api | NamedApi)[],
  { handlers = {}, engine }: MockOptions,
): void {
  const names = apis.map(({ name }) => name);
  for (const name of Object.keys(handlers)) {
    if (!names.includes(name)) {
      throw new Error(
        `there are handlers for "${name}", which is not an API of this mock${didYouMeanOneOf(name, names)}`,
      );
    }
    if (engine === 'prism') {
      throw new Error(
        `the handlers of "${name}" cannot be called: the engine "prism" makes every answer itself`,
      );
    }
  }
}

/** @throws {Error} if a handler has no operation. */
export function handlersFor(
  name: string,
  api: Api,
  { handlers = {} }: MockOptions,
): HandlerSource | undefined {
  const source = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (source !== undefined) handlerMaps(api)(source);
  return source;
}

/** The time limit for the handlers of one API. */
export function handlerTimeoutOf(
  name: string,
  { handlerTimeout }: MockOptions,
): Pick<RespondOptions, 'handlerTimeout'> {
  if (typeof handlerTimeout === 'number') return { handlerTimeout };
  const own = handlerTimeout && Object.hasOwn(handlerTimeout, name) && handlerTimeout[name];
  return typeof own === 'number' ? { handlerTimeout: own } : {};
}

/**
 * How the webhooks and callbacks of one API are sent.
 *
 * @throws {Error} where they cannot be signed.
 */
export function webhooksOf(name: string, { webhooks = {} }: MockOptions): WebhookSettings {
  const settings = Object.hasOwn(webhooks, name) ? webhooks[name]! : {};
  const { signing, secret } = settings;
  if (signing !== undefined && secret === undefined) {
    throw new Error(`the webhooks of "${name}" cannot be signed: there is no secret`);
  }
  const wrong = secret === undefined ? undefined : wrongSecret(signing, secret);
  if (wrong !== undefined) throw new Error(`the webhooks of "${name}" cannot be signed: ${wrong}`);
  return settings;
}

/** The options for the state of one API. */
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

/** The journal for exchanges; `undefined` if none is wanted. */
export function journalOf({ journal }: MockOptions): Journal | undefined {
  if (journal === false) return undefined;
  return journal !== undefined && 'add' in journal ? journal : createJournal(journal);
}

/**
 * The scenarios of each API that has some.
 * @throws {Error} if they do not fit `scenarios.schema.json`, or the initial one does not exist.
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

/** @throws {Error} if a fault is invalid, or has no operation. */
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
