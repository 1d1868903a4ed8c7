/** The header field with which a request names its scenario. */
export const scenarioField = 'specwright-scenario';

/** The scenario of each session, and its position in each sequence. */
export interface ScenarioSwitch {
  /** The name of the scenario of a session; `undefined` if it has none. */
  current(session: string): string | undefined;
  /** Sets or removes the scenario of a session, and restarts its sequences. */
  set(session: string, name: string | undefined): void;
  /** Resets a session to the initial scenario. */
  reset(session: string): void;
  /** How often a session has chosen its scenario: each choice restarts its sequences. */
  choices(session: string): number;
  /** How often a session has used a sequence before; this call counts as a use. */
  count(session: string, sequence: string): number;
}

const mostSessions = 1000;
/** The limit of each session. */
const mostSequences = 1000;

/** `initial` is the scenario of every new session. */
export function createScenarioSwitch(initial?: string): ScenarioSwitch {
  const chosen = new Map<string, string | undefined>();
  const counts = new Map<string, Map<string, number>>();
  const choices = new Map<string, number>();
  const chose = (session: string) => {
    counts.delete(session);
    const before = choices.get(session) ?? 0;
    choices.delete(session);
    choices.set(session, before + 1);
    bounded(choices, mostSessions);
  };
  const bounded = <V>(map: Map<string, V>, most: number) => {
    if (map.size > most) map.delete(map.keys().next().value!);
  };
  return {
    current: (session) => (chosen.has(session) ? chosen.get(session) : initial),
    set(session, name) {
      chosen.delete(session);
      chosen.set(session, name);
      chose(session);
      bounded(chosen, mostSessions);
    },
    reset(session) {
      chosen.delete(session);
      chose(session);
    },
    choices: (session) => choices.get(session) ?? 0,
    count(session, sequence) {
      const own = counts.get(session) ?? new Map<string, number>();
      const before = own.get(sequence) ?? 0;
      own.set(sequence, before + 1);
      bounded(own, mostSequences);
      counts.delete(session);
      counts.set(session, own);
      bounded(counts, mostSessions);
      return before;
    },
  };
}
