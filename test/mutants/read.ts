import { SaxesParser } from 'saxes';
import type { Incoming } from './http.ts';

/** The reason why the provider refuses a request. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, title: string) {
    super(title);
    this.status = status;
  }
}

export function refuseUnless(holds: boolean, title: string, status = 400): asserts holds {
  if (!holds) throw new Refusal(status, title);
}

/** The values of a query parameter, still encoded. */
export function queryValues({ query }: Incoming, name: string): string[] {
  return query
    .split('&')
    .map((pair) => pair.split('='))
    .filter(([key = '']) => decoded(key) === name)
    .map(([, ...value]) => value.join('='));
}

export function queryValue(request: Incoming, name: string): string | undefined {
  const values = queryValues(request, name);
  refuseUnless(values.length < 2, `${name} comes twice`);
  return values[0];
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new Refusal(400, 'the escapes of the target cannot be read');
  }
}

export function number(text: string): number {
  refuseUnless(
    /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text),
    `"${text}" is no number`,
  );
  return Number(text);
}

export function integer(text: string): number {
  const value = number(text);
  refuseUnless(Number.isInteger(value), `"${text}" is no integer`);
  return value;
}

export function cookie({ headers }: Incoming, name: string): string | undefined {
  return (headers.cookie ?? '')
    .split(/;\s*/)
    .map((pair) => pair.split('='))
    .find(([key]) => key === name)?.[1];
}

/** The media type without its parameters. A body without a media type is refused. */
export function mediaType({ headers, body }: Incoming, ...described: string[]): string {
  refuseUnless(body.length > 0, 'the body is missing');
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  const name = type.trim().toLowerCase();
  refuseUnless(described.includes(name), `"${name}" is not described`, 415);
  return name;
}

export function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refusal(400, 'the body is no JSON');
  }
}

/** The fields of a form by name; each name occurs once. */
export function form(body: Buffer): Record<string, string> {
  const found: Record<string, string> = {};
  for (const pair of body.toString().split('&')) {
    const [name = '', ...value] = pair.split('=');
    const key = decoded(name);
    refuseUnless(!Object.hasOwn(found, key), `${key} comes twice`);
    found[key] = decoded(value.join('='));
  }
  return found;
}

/** An XML element; its text is its content without other elements. */
export interface Element {
  readonly name: string;
  readonly isNil: boolean;
  readonly children: Element[];
  text: string;
}

/** The children of an element by name; each name occurs once. */
export function fields(
  element: Element,
  read: (child: Element) => unknown,
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const child of element.children) {
    refuseUnless(!Object.hasOwn(found, child.name), `"${child.name}" comes twice`);
    found[child.name] = read(child);
  }
  refuseUnless(element.text.trim() === '', `"${element.name}" holds text`);
  return found;
}

/** The root element of an XML document. */
export function elementOf(body: Buffer): Element {
  const parser = new SaxesParser();
  const holder: Element = { name: '', isNil: false, children: [], text: '' };
  const open = [holder];
  let fault: Error | undefined;
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      isNil: attributes['xsi:nil'] === 'true',
      children: [],
      text: '',
    };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => (open.at(-1)!.text += text));
  parser.on('cdata', (text) => (open.at(-1)!.text += text));
  parser.on('error', (error) => (fault ??= error));
  try {
    parser.write(new TextDecoder('utf-8', { fatal: true }).decode(body)).close();
  } catch (error) {
    fault = error as Error;
  }
  const [root] = holder.children;
  refuseUnless(fault === undefined && root !== undefined, 'the body is no XML');
  return root;
}

export interface Part {
  readonly type: string;
  readonly content: Buffer;
}

/** The parts of a multipart form by name. */
export function multipart({ headers, body }: Incoming): Map<string, Part> {
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1];
  refuseUnless(boundary !== undefined, 'there is no boundary');
  const text = `\r\n${body.toString('latin1')}`;
  const pieces = text.split(`\r\n--${boundary}`);
  refuseUnless(pieces.length > 1 && pieces.at(-1)!.startsWith('--'), 'the body is no form');
  const parts = new Map<string, Part>();
  for (const piece of pieces.slice(1, -1)) {
    const end = piece.indexOf('\r\n\r\n');
    refuseUnless(end !== -1, 'a part has no head');
    const head = piece.slice(0, end);
    const name = /name="([^"]*)"/i.exec(head)?.[1];
    refuseUnless(name !== undefined && !parts.has(name), 'a part has no name of its own');
    const type = /content-type:\s*([^;\r\n]+)/i.exec(head)?.[1]?.trim() ?? '';
    parts.set(name, { type, content: Buffer.from(piece.slice(end + 4), 'latin1') });
  }
  return parts;
}
