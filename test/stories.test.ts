import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMock, listen, loadApi, type MockOptions } from '../src/index.ts';

/*
 * A story is a text file: what it is about, then blocks that start with "=== ".
 *
 *   === spec [name]               an OpenAPI document; several are mocked together
 *   === contract name             one of the contracts in specs/, under the same name
 *   === options                   options of the mock, as YAML
 *   === request                   as on the wire; Host, Connection and Content-Length are added
 *   === response                  status, fields that must be there, and the content
 *   === response with at least    the same, but JSON content may have more members
 *
 * The content "*" is any content.
 *
 * A field is written as "Name: value"; "Name: *" is any value, "Name: -" is no such field.
 */
interface Block {
  readonly kind: string;
  readonly rest: string;
  readonly text: string;
}

const folder = fileURLToPath(new URL('stories/', import.meta.url));

describe('stories', () => {
  for (const file of readdirSync(folder).sort()) {
    const [title = '', ...blocks] = readFileSync(folder + file, 'utf8').split(/^=== /m);
    it(`${file}: ${title.trim().replace(/\s+/g, ' ')}`, () => tell(blocks.map(readBlock)));
  }
});

function readBlock(text: string): Block {
  const end = text.indexOf('\n');
  const [kind = '', ...rest] = text.slice(0, end).trim().split(' ');
  return { kind, rest: rest.join(' '), text: text.slice(end + 1).replace(/\n$/, '') };
}

async function tell(blocks: readonly Block[]): Promise<void> {
  const specs = blocks.filter(({ kind }) => kind === 'spec' || kind === 'contract');
  const apis = await Promise.all(
    specs.map(async ({ kind, rest, text }) => {
      const name = rest || 'it';
      const read = async () => text;
      const loaded = await (kind === 'contract'
        ? loadApi(`specs/${name}/openapi.yaml`, { name })
        : loadApi(`https://example.com/${name}.yaml`, { name, read }));
      expect(loaded.findings).toEqual([]);
      return { name, api: loaded.api! };
    }),
  );
  const options = blocks.find(({ kind }) => kind === 'options');
  const given = (options ? parse(options.text) : {}) as MockOptions;
  const mock = createMock(apis, { allowAdmin: ['mock.test'], ...given });
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  try {
    let received = '';
    let asked = '';
    for (const { kind, rest, text } of blocks) {
      if (kind === 'request') {
        received = await send(listening.port, text);
        asked = text;
      }
      if (kind === 'response') compare(asked, received, text, rest === 'with at least');
    }
  } finally {
    await listening.close();
  }
}

function send(port: number, text: string): Promise<string> {
  const { head, body } = split(text);
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const [line, ...fields] = head.split('\n');
  const lines = [line, 'Host: mock.test', 'Connection: close', ...length, ...fields];
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () =>
      resolve(Buffer.concat(chunks).toString('utf8').replaceAll('\r\n', '\n')),
    );
    socket.on('error', reject);
    socket.setTimeout(120_000, () => reject(new Error(`no answer to ${line}`)));
  });
}

function compare(asked: string, received: string, expected: string, atLeast: boolean): void {
  const exchange = `${asked}\n\n${received}`;
  const got = split(received);
  const want = split(expected);
  const [status, ...fields] = got.head.split('\n');
  const [wantedStatus, ...wantedFields] = want.head.split('\n');
  expect(status, exchange).toBe(wantedStatus);
  const gotFields = Object.fromEntries(fields.map(splitField));
  for (const [name, value] of wantedFields.map(splitField)) {
    const given = gotFields[name!];
    if (value === '*') expect(given, `${name}\n${exchange}`).toBeDefined();
    else if (value === '-') expect(given, `${name}\n${exchange}`).toBeUndefined();
    else expect(given, `${name}\n${exchange}`).toBe(value);
  }
  if (want.body === '*') expect(got.body, exchange).not.toBe('');
  else if (!/^[[{"\d]|^(true|false|null)$/.test(want.body))
    expect(got.body, exchange).toBe(want.body);
  else if (atLeast) expect(JSON.parse(got.body), exchange).toMatchObject(JSON.parse(want.body));
  else expect(JSON.parse(got.body), exchange).toEqual(JSON.parse(want.body));
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function split(message: string): { readonly head: string; readonly body: string } {
  const blank = message.indexOf('\n\n');
  if (blank === -1) return { head: message.trimEnd(), body: '' };
  return { head: message.slice(0, blank), body: message.slice(blank + 2) };
}
