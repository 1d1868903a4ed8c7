import type { RequestListener } from 'node:http';
import { emptyBody, splitTarget } from '../http/exchange.ts';
import { problemResponse } from '../http/problem-details.ts';
import type { Judge } from '../judge/judge.ts';
import { createAdmin } from '../mock/admin.ts';
import type { AllowedAdmins } from '../mock/admin-access.ts';
import type { Journal } from '../mock/journal/journal.ts';
import { createListener } from '../mock/listener.ts';
import { health, ownPath } from '../mock/own-answer.ts';
import { createOwnPages } from '../mock/pages.ts';
import type { Switches } from './switches.ts';

export interface ProxyConsoleOptions {
  readonly judges: readonly Judge[];
  readonly target: URL;
  readonly switches: Switches;
  readonly journal: Journal;
  readonly allowAdmin: AllowedAdmins;
}

/** The most bytes in a request for a switch. */
const bodyLimit = 1_000_000;

/** The proxy's own pages below `/__specwright/`: the console, the journal, its switches. */
export function createProxyConsole(options: ProxyConsoleOptions): RequestListener {
  const { judges, target, switches, journal, allowAdmin } = options;
  const apis = judges.map((judge) => {
    const { api, locator } = judge;
    return { name: api.name, api, judge, locator, prefixes: [''] };
  });
  const pages = createOwnPages({
    apis,
    ...{ name: 'Proxy', isSecure: false, docs: undefined, hasJournal: true, provider: target.href },
  });
  const admin = createAdmin(
    {
      open: { health: () => health(apis), console: pages.file },
      pages: { '': pages.console, home: pages.home },
      closed: {
        example: pages.example,
        async journal(request) {
          const { controlJournal } = await import('../mock/journal/control.ts');
          return controlJournal(request, journal, 'http');
        },
        async provider(request) {
          const { controlProvider } = await import('./control.ts');
          const all = judges.map(({ api }) => api);
          return controlProvider(request, switches, all, target);
        },
      },
    },
    allowAdmin,
  );
  return createListener((request, refusal, connection) => {
    if (refusal !== undefined) return problemResponse(refusal, { connection: 'close' });
    const { path } = splitTarget(request.target);
    if (path === ownPath) {
      return { status: 303, headers: { location: `${ownPath}/` }, body: emptyBody };
    }
    return admin(request, path, connection);
  }, bodyLimit);
}

/** Whether a request is for the proxy itself, and not for the provider. */
export function isForProxy(target = '/'): boolean {
  if (!target.includes(ownPath)) return false;
  // Clients of a proxy may name a whole URL (RFC 9112 section 3.2.2).
  const { path } = splitTarget(target.replace(/^https?:\/\/[^/?#]*/i, ''));
  return path === ownPath || path.startsWith(`${ownPath}/`);
}
