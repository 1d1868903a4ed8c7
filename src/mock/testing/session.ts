import { causeMessage } from '../../thrown-message.ts';
import type { ShownEntry } from '../journal/shown.ts';
import { ownPath } from '../own-answer.ts';
import { sessionField } from '../state/session.ts';

/** Which exchanges of a test are wanted. */
export interface JournalFilter {
  /** Only the requests of this operation. */
  readonly operation?: string;
  readonly method?: string;
  /** How the path begins. */
  readonly path?: string;
  /** `404`, or `4xx`. */
  readonly status?: number | string;
  readonly verdict?: ShownEntry['verdict'];
}

/** A test's view of the mock: it has its own scenario, faults, state and journal. */
export interface TestMock {
  /** The URL of the mock. */
  readonly url: string;
  /** The name of the session, which requests send in `Specwright-Session`. */
  readonly session: string;
  /** The global `fetch`, with the session's header field. */
  readonly fetch: typeof globalThis.fetch;
  /** Sets the scenario of the test, and restarts its sequences; `null` removes it. */
  scenario(name: string | null): Promise<void>;
  /**
   * Sets the injected faults, as `--fault` takes them: `pay: reset x1`. No arguments remove them.
   */
  fault(...faults: readonly string[]): Promise<void>;
  /** The exchanges of the test, the oldest first, with findings and the reasons for each answer. */
  journal(filter?: JournalFilter): Promise<readonly ShownEntry[]>;
  /** The requests as an HTTP Archive (HAR 1.2). */
  har(): Promise<unknown>;
  /** Resets the state, the scenario and the faults of the test; the journal stays. */
  reset(): Promise<void>;
  /**
   * Names what the test breaks on purpose: operations (`createNote`) and codes of findings
   * (`value-invalid`). They do not make it fail.
   */
  allow(...names: readonly string[]): void;
}

/** The parts of a test's session that a test runner needs. */
export interface TestSession {
  readonly mock: TestMock;
  /** The codes of findings that the test allows. */
  readonly allowed: ReadonlySet<string>;
  /** How many of the session's exchanges the journal has dropped. */
  lost(): Promise<number>;
}

/**
 * Begins a session that no other test has, even if many run at the same time. `send` sends to the
 * mock.
 * @throws {Error} if no mock answers, or it keeps no journal.
 */
export async function beginSession(
  url: string,
  title: string,
  send: (request: Request) => Promise<Response> = fetch,
): Promise<TestSession> {
  const session = nameOf(title);
  const allowed = new Set<string>();

  async function sendToMock(what: string, method = 'GET', value?: unknown): Promise<Response> {
    const headers = { [sessionField]: session };
    const body = value === undefined ? {} : { body: JSON.stringify(value) };
    try {
      return await send(new Request(`${url}${ownPath}/${what}`, { method, headers, ...body }));
    } catch (error) {
      throw new Error(`Cannot ask the mock at "${url}": ${causeMessage(error)}; is it running?`);
    }
  }

  async function sendForJson(what: string, method = 'GET', value?: unknown): Promise<unknown> {
    const response = await sendToMock(what, method, value);
    if (!response.ok) throw new Error(`${doing(what, value)}: ${await reasonIn(response)}`);
    return response.status === 204 ? undefined : response.json();
  }

  async function pages(query: URLSearchParams): Promise<ShownEntry[]> {
    const all: ShownEntry[] = [];
    let next: string | undefined = `journal?${query}`;
    while (next !== undefined) {
      const page = (await sendForJson(next)) as { entries: ShownEntry[]; next?: string };
      all.push(...page.entries);
      next = page.next?.slice(ownPath.length + 1);
    }
    return all;
  }

  const newest = (await sendForJson('journal?limit=1')) as { entries: ShownEntry[] };
  const before = newest.entries[0]?.id ?? 0;
  const mine = { session, after: String(before) };

  return {
    allowed,
    async lost() {
      const oldest = (await sendForJson(`journal?after=${before}&limit=1`)) as {
        entries: ShownEntry[];
      };
      const [first] = oldest.entries;
      return first === undefined ? 0 : first.id - before - 1;
    },
    mock: {
      ...{ url, session },
      fetch(input, init) {
        const request = new Request(input, init);
        request.headers.set(sessionField, session);
        return send(request);
      },
      async scenario(name) {
        await sendForJson('scenario', 'PUT', { scenario: name });
      },
      async fault(...faults) {
        await sendForJson('faults', 'PUT', { faults });
      },
      journal(filter = {}) {
        const given = Object.entries(filter).map(([name, value]) => [name, String(value)]);
        return pages(new URLSearchParams({ ...Object.fromEntries(given), ...mine, limit: '1000' }));
      },
      har: () => sendForJson(`journal?${new URLSearchParams({ ...mine, format: 'har' })}`),
      async reset() {
        await sendForJson('scenario', 'DELETE');
        await sendForJson('faults', 'DELETE');
        // 404 says that the mock is not stateful.
        const response = await sendToMock('reset', 'POST');
        if (response.ok || response.status === 404) return;
        throw new Error(`Cannot reset the mock: ${await reasonIn(response)}`);
      },
      allow(...names) {
        for (const name of names) allowed.add(name);
      },
    },
  };
}

/** A unique name that contains the name of the test. */
function nameOf(title: string): string {
  const words = title.replace(/[^\w]+/g, '-').slice(0, 80);
  const random = crypto.getRandomValues(new Uint32Array(2));
  return `${words}-${[...random].map((part) => part.toString(36)).join('')}`;
}

function doing(what: string, value: unknown): string {
  if (what === 'scenario') return 'Cannot choose the scenario';
  if (what === 'faults') return `Cannot set the faults ${JSON.stringify(value)}`;
  return 'Cannot read the journal of the mock';
}

/** The reason that problem details give. */
async function reasonIn(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    if (typeof detail === 'string') return detail;
  } catch {
    // Without problem details, it may be no mock.
  }
  return `the server there answered ${response.status}; it is perhaps no mock`;
}
