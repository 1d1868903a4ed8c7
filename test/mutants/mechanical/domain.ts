import type { Handle, Incoming, Outgoing } from '../http.ts';
import { type Rule, sampleOf, type Value } from './rule.ts';
import type { Endpoint, Service } from './service.ts';
import type { Shelf } from './shelf.ts';

/** A contract, a provider that keeps it, and what its operators must know of it. */
export interface Domain {
  readonly name: string;
  readonly contract: URL;
  readonly credentials: Readonly<Record<string, string>>;
  /** The field that says who asks. */
  readonly access: Readonly<Record<string, string>>;
  readonly create: (change?: {
    readonly shelf?: (name: string, shelf: Shelf<Value>) => Shelf<Value>;
  }) => Service;
  /** A target of each operation that is there. */
  readonly paths: Readonly<Record<string, string>>;
  /** A target of an operation whose thing is not there. */
  readonly missing: Readonly<Record<string, string>>;
  readonly stories: readonly Story[];
}

/** What may be done with things of one kind, by the ids of operations. */
export interface Story {
  readonly create: string;
  readonly read: string;
  readonly list: string;
  readonly replace?: string;
  readonly change?: string;
  readonly remove?: string;
  /** Another body for another thing. */
  readonly vary?: (body: unknown, turn: number) => unknown;
  /** What a body says of the thing. */
  readonly sentOf?: (body: unknown) => Value;
  readonly item: (id: unknown) => string;
  readonly idOf: (answer: Outgoing) => unknown;
  readonly itemOf: (answer: Outgoing) => Value | undefined;
  readonly idsOf: (answer: Outgoing) => readonly unknown[] | undefined;
  /** The target of the page after the `turn`th. */
  readonly next?: (answer: Outgoing, turn: number) => string | undefined;
  /** What is put below the thing, and only it shows. */
  readonly parts?: readonly {
    readonly put: string;
    readonly at: (id: unknown) => string;
    readonly partOf: (item: Value | undefined) => unknown;
  }[];
}

/** A provider of a domain, with something changed in it. */
export interface Mutant {
  readonly operator: string;
  readonly name: string;
  readonly handle: () => Handle;
  /** A request that shows it; none where only a story does. */
  readonly witness: Incoming | undefined;
}

export function endpointOf(service: Service, id: string): Endpoint {
  const endpoint = service.endpoints.find((one) => one.id === id);
  if (endpoint === undefined) throw new Error(`there is no operation ${id}`);
  return endpoint;
}

/** A request of an operation; the body is what its rule has for a sample, unless there is another. */
export function requestOf(
  { method, body }: Endpoint,
  target: string,
  access: Domain['access'],
  value: unknown = body && sampleOf(body.rule as Rule),
): Incoming {
  const [path = '', query = ''] = target.split('?');
  const written = body && bodyText(body.type, value);
  return {
    method,
    path,
    query,
    headers: { ...access, ...(written && { 'content-type': written.type }) },
    body: Buffer.from(written?.text ?? ''),
  };
}

const boundary = 'specwright-bench';

function bodyText(type: string, value: unknown): { readonly type: string; readonly text: string } {
  const entries = Object.entries((value ?? {}) as object);
  if (type.includes('json')) return { type, text: JSON.stringify(value) };
  if (!type.startsWith('multipart')) {
    const pairs = entries.map((pair) =>
      pair.map((one) => encodeURIComponent(String(one))).join('='),
    );
    return { type, text: pairs.join('&') };
  }
  const parts = entries.map(([name, own]) => {
    const [, image, bytes] = /^(image\/\w+|text\/\w+) (\d+)$/.exec(String(own)) ?? [];
    const disposition = `Content-Disposition: form-data; name="${name}"`;
    const head = image === undefined ? '' : `; filename="a"\r\nContent-Type: ${image}`;
    const content = bytes === undefined ? String(own) : 'x'.repeat(Number(bytes));
    return `--${boundary}\r\n${disposition}${head}\r\n\r\n${content}\r\n`;
  });
  return {
    type: `${type}; boundary=${boundary}`,
    text: `${parts.join('')}--${boundary}--\r\n`,
  };
}
