import type { Operation } from '../api/model.ts';
import { addressOf } from '../api/server.ts';
import { decodedOrSame } from '../http/percent.ts';
import type { ProblemDetails } from '../http/problem-details.ts';
import { problem } from './problems.ts';

/**
 * Takes `__server` out of a query: the URL of the intended server. Users of Prism check with it
 * whether the contract declares that server.
 */
export function namedServer(query: string): {
  readonly server: string | undefined;
  readonly query: string;
} {
  const pairs = query.split('&');
  const named = pairs.find((pair) => pair.startsWith('__server='));
  if (named === undefined) return { server: undefined, query };
  const text = named.slice('__server='.length).replaceAll('+', ' ');
  const rest = pairs.filter((pair) => pair !== named).join('&');
  return { server: decodedOrSame(text), query: rest };
}

/** Why an operation is not at a server; `undefined` if it is. */
export function serverProblem(server: string, { servers }: Operation): ProblemDetails | undefined {
  const declared = servers.filter(({ url }) => url !== '/');
  if (declared.length === 0) {
    const detail = `the contract declares no servers, and "${server}" is asked for`;
    return problem('NO_SERVER_CONFIGURATION_PROVIDED_ERROR', detail);
  }
  if (declared.some((one) => addressOf(one).isAt(server))) return undefined;
  const known = declared.map(({ url }) => url).join(', ');
  return problem('NO_SERVER_MATCHED_ERROR', `"${server}" is none of the servers ${known}`);
}
