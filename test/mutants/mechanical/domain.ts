import type { Handle, Incoming, Outgoing } from '../http.ts';
import { type Rule, sampleOf, type Value } from './rule.ts';
import type { Endpoint, Service } from './service.ts';
import type { Shelf } from './shelf.ts';

/** A contract, a provider that keeps it, and what the operators need to know about it. */
export interface Domain {
  readonly name: string;
  readonly contract: URL;
  readonly credentials: Readonly<Record<string, string>>;
  /** The header field with the credentials. */
  readonly access: Readonly<Record<string, string>>;
  readonly create: (change?: {
    readonly shelf?: (name: string, shelf: Shelf<Value>) => Shelf<Value>;
  }) => Service;
  /** For each operation, a target that exists. */
  readonly paths: Readonly<Record<string, string>>;
  /** For some operations, a target whose item does not exist. */
  readonly missing: Readonly<Record<string, string>>;
  readonly stories: readonly Story[];
}

/** The operations on items of one kind, by operation id. */
export interface Story {
  readonly create: string;
  readonly read: string;
  readonly list: string;
  readonly replace?: string;
  readonly change?: string;
  readonly remove?: string;
  /** Varies a body, so that each creation makes a different item. */
  readonly vary?: (body: unknown, turn: number) => unknown;
  /** The properties of the item that a body contains. */
  readonly sentOf?: (body: unknown) => Value;
  readonly item: (id: unknown) => string;
  readonly idOf: (answer: Outgoing) => unknown;
  readonly itemOf: (answer: Outgoing) => Value | undefined;
  readonly idsOf: (answer: Outgoing) => readonly unknown[] | undefined;
  /** The target of the page after page `turn`. */
  readonly next?: (answer: Outgoing, turn: number) => string | undefined;
  /** Parts with a PUT of their own, which only the item shows. */
  readonly parts?: readonly {
    readonly put: string;
    readonly at: (id: unknown) => string;
    readonly partOf: (item: Value | undefined) => unknown;
  }[];
}

/** A provider of a domain with one change. */
export interface Mutant {
  readonly operator: string;
  readonly name: string;
  readonly handle: () => Handle;
  /** A request that shows the change; `undefined` if only a story shows it. */
  readonly witness: Incoming | undefined;
}

export function endpointOf(service: Service, id: string): Endpoint {
  const endpoint = service.endpoints.find((one) => one.id === id);
  if (endpoint === undefined) throw new Error(`there is no operation ${id}`);
  return endpoint;
}

/** A request of an operation; its body is by default a sample of its rule. */
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
