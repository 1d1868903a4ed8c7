import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  type Finding,
  type HttpRequest,
  type Judge,
  type JudgedRequest,
  messageOf,
  type Outcome,
  type PlanOptions,
  type Provider,
  planCases,
  type RunOptions,
  runCases,
} from '../../src/index.ts';

/** An answer: a status, a value for JSON or the bytes of the content, and header fields. */
export type Answer = readonly [
  status: number,
  json?: unknown,
  headers?: Readonly<Record<string, string>>,
];

export interface Received {
  readonly request: HttpRequest;
  readonly judged: JudgedRequest;
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: a handler knows the described types.
  readonly body: any;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
}

export interface Reference {
  /** Answers a valid request. */
  readonly handle: (received: Received) => Answer | Promise<Answer>;
  /** Accepts an invalid request if it returns an answer. */
  readonly takes?: (received: Received, wrong: Finding) => Answer | undefined;
}

/** A provider that refuses invalid requests with the status that fits each violation. */
export async function startReference(judge: Judge, { handle, takes }: Reference) {
  const seen: string[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request: HttpRequest = {
      method: incoming.method ?? '',
      target: incoming.url ?? '',
      headers: incoming.headers as HttpRequest['headers'],
      body: await buffer(incoming),
    };
    seen.push(`${request.method} ${request.target} ${Buffer.from(request.body).toString()}`.trim());
    const judged = judge.request(request);
    const wrong = judged.findings.find(({ severity }) => severity === 'violation');
    const received: Received = {
      request,
      judged,
      operation: judged.operation?.id ?? '',
      body: judged.body,
      path: judged.path,
      query: judged.query,
    };
    const taken = wrong && takes?.(received, wrong);
    const [status, json, headers] =
      taken ?? (wrong === undefined ? await handle(received) : refused(wrong));
    const type = json === undefined ? {} : { 'content-type': 'application/json' };
    outgoing.writeHead(status, { ...type, ...headers });
    const isContent = json === undefined || json instanceof Uint8Array;
    outgoing.end(isContent ? json : JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The requests that came, in their order. */
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refused({ code, args }: Finding): Answer {
  switch (code) {
    case 'path-unknown':
      return [404];
    case 'method-unknown':
      return [405, undefined, { allow: (args.known ?? []).join(', ') }];
    case 'media-type-missing':
    case 'media-type-undocumented':
      return [415];
    case 'security-unmet':
      return [401, undefined, { 'www-authenticate': 'Bearer' }];
    default:
      return [400];
  }
}

export interface Ran {
  readonly outcomes: readonly Outcome[];
  /** The requests that came, in their order. */
  readonly seen: readonly string[];
  /** The findings: `violation op/valid/…: message`. */
  readonly found: readonly string[];
  /** The reasons of inconclusive cases, by case id. */
  readonly inconclusive: Readonly<Record<string, string>>;
}

/** Sends every case of a contract to a reference provider. */
export async function runAt(
  judge: Judge,
  reference: Reference,
  {
    plan = {},
    run = {},
    provider = {},
  }: {
    readonly plan?: PlanOptions;
    readonly run?: RunOptions;
    readonly provider?: Partial<Provider>;
  } = {},
): Promise<Ran> {
  const { baseUrl, seen, close } = await startReference(judge, reference);
  const outcomes: Outcome[] = [];
  try {
    const cases = planCases(judge, { credentials: provider.credentials ?? {}, ...plan });
    const options = { nonce: 'reference', ...run };
    for await (const one of runCases(cases, judge, { ...provider, baseUrl }, options)) {
      outcomes.push(one);
    }
  } finally {
    await close();
  }
  return {
    outcomes,
    seen,
    found: outcomes.flatMap((one) =>
      'findings' in one
        ? one.findings.map(
            ({ finding }) => `${finding.severity} ${one.case.id}: ${messageOf(finding)}`,
          )
        : [],
    ),
    inconclusive: Object.fromEntries(
      outcomes.flatMap((one) => (one.kind === 'inconclusive' ? [[one.case.id, one.reason]] : [])),
    ),
  };
}
