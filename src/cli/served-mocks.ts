import type { Api } from '../api/model.ts';
import { createJudge } from '../judge/judge.ts';
import type { MockEvent } from '../mock/event.ts';
import type { Journal } from '../mock/journal/journal.ts';
import { createMock, type Mock } from '../mock/mock.ts';
import { readReplay } from '../mock/replay/source.ts';
import type { ScenarioSwitch } from '../mock/scenarios/switch.ts';
import type { Log } from './log.ts';
import type { HandlerFiles } from './mock-handlers.ts';
import type { FollowedScenarios } from './scenario-files.ts';
import type { ServeOptions } from './serve-options.ts';

export interface MockParts {
  readonly handlers: HandlerFiles;
  readonly scenarios: FollowedScenarios;
  readonly switches: ScenarioSwitch;
  readonly onAnswer: (event: MockEvent) => void;
  /** One for each port, or none. */
  readonly journals: readonly Journal[];
}

/** A mock for each port. */
export function createMocks(
  apis: readonly Api[],
  options: ServeOptions,
  { handlers: { sources, timeouts }, scenarios, switches, onAnswer, journals }: MockParts,
  log: Log,
): readonly Mock[] {
  const { cors, answers, bodyLimit, ports, tls } = options;
  const replayed = replayOf(apis, options, log);
  const groups = ports.length > 1 ? apis.map((api) => [api]) : [apis];
  return groups.map((group, index) => {
    const own = group.flatMap(({ name }) => {
      const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
      return source === undefined ? [] : [[name, source] as const];
    });
    const mock = createMock(group, {
      cors,
      ...answers,
      handlers: Object.fromEntries(own),
      handlerTimeout: answers.handlerTimeout ?? timeouts,
      scenarios: scenarios.sources,
      scenarioSwitch: switches,
      ...replayed,
      bodyLimit,
      secure: tls !== undefined,
      docs: options.docs,
      onAnswer,
      journal: journals[index] ?? false,
      onCallback: ({ name, method, url, status, reason, attempts }) => {
        const times = attempts > 1 ? ` after ${attempts} attempts` : '';
        log.info(`callback ${name}: ${method} ${url ?? 'to nowhere'}: ${status ?? reason}${times}`);
      },
    });
    return options.withDocs(mock, group);
  });
}

/** How many ignored exchanges of a replay are listed. */
const mostListed = 10;

/** The part of a recording that belongs to some APIs; the log reports what it ignores. */
function replayOf(
  apis: readonly Api[],
  { replay, answers: { lenient = false } }: ServeOptions,
  log: Log,
) {
  if (replay === undefined) return {};
  const { file, exchanges } = replay;
  const judges = apis.map((api) => createJudge(api));
  const { source, count, problems } = readReplay(judges, exchanges, { lenient });
  log.info(`${count} of ${exchanges.length} answers of "${file}" are replayed`);
  for (const problem of problems.slice(0, mostListed)) log.warn(`not replayed: ${problem}`);
  if (problems.length > mostListed) {
    log.warn(`not replayed: ${problems.length - mostListed} others`);
  }
  return { replay: source };
}
