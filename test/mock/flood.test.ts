import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createMock, listen, type MockEvent } from '../../src/index.ts';
import { randomOf } from '../../src/random.ts';
import { apiOf } from './api.ts';

/*
 * Sends random hostile requests. Each gets an answer within its contract, or its connection ends.
 * Afterwards the server answers as before, has no open connection and uses no more memory. The deep
 * tests send 10,000. HOSTILE_RUNS sets the number; HOSTILE_SEED makes different requests.
 */
const runs = Number(process.env.HOSTILE_RUNS ?? 1500);
const random = randomOf(process.env.HOSTILE_SEED ?? 'the usual ones');
const atOnce = 24;
const bodyLimit = 200_000;

const spec = `
openapi: 3.1.0
info: { title: Notes, version: '1' }
paths:
  /notes:
    get:
      parameters:
        - { name: filter, in: query, style: deepObject, schema: { type: object } }
        - { name: ids, in: query, schema: { type: array, items: { type: integer } } }
      responses: { '200': { description: All., content: { application/json: { schema: { type: array }, example: [] } } } }
    post:
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/Note' } }
          application/xml: { schema: { $ref: '#/components/schemas/Note' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Note' } }
          multipart/form-data: { schema: { $ref: '#/components/schemas/Note' } }
          text/plain: { schema: { type: string, pattern: '^(a+)+$' } }
      responses:
        '201': { description: Written., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
        '422': { description: Not understood., content: { application/json: { schema: { type: object, properties: { why: { type: string } } } } } }
  /notes/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: One., content: { application/json: { schema: { $ref: '#/components/schemas/Note' } }, 'text/*': { schema: { type: string } } } }
components:
  schemas:
    Note:
      type: object
      required: [text]
      properties:
        text: { type: string, maxLength: 50 }
        by: { $ref: '#/components/schemas/Note' }
        tags: { type: array, items: { type: string }, uniqueItems: true }
`;

const below = (limit: number) => Math.floor(random() * limit);
const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)]!;
const bytes = (length: number) =>
  Array.from({ length }, () => String.fromCharCode(below(256))).join('');

const nasty = [
  ...['__proto__', 'constructor', 'prototype', 'toString', '..', '%2e%2e', '%00', '%', '\0', '\r'],
  ...['[', ']', '{', '}', '"', "'", '&', '=', ';', ',', '#', '?', '//', '\\', '$(id)', '<!--'],
  ...['-1', '1e999', '9'.repeat(400), 'NaN', 'null', '\u{10ffff}', 'a'.repeat(5000), ' ', '\t'],
];
const word = () => (random() < 0.5 ? pick(nasty) : bytes(below(12)));
const words = (most: number) => Array.from({ length: below(most) }, word).join('');

const methods = [
  'GET',
  'GET',
  'POST',
  'HEAD',
  'OPTIONS',
  'PUT',
  'TRACE',
  'QUERY',
  'CONNECT',
  'BREW',
  '',
];
const paths = [
  '/notes',
  '/notes/7',
  '/harm/notes',
  '/',
  '//',
  '/__specwright',
  '/../../etc/passwd',
  ...[
    'journal',
    'journal/1',
    'faults',
    'scenario',
    'scenarios',
    'webhooks/x',
    'state',
    'health',
    '',
    'home',
    'reset',
    'console/console.js',
  ].map((name) => `/__specwright/${name}`),
];
const types = [
  ...['application/json', 'application/xml', 'application/x-www-form-urlencoded', 'text/plain'],
  ...['multipart/form-data; boundary=x', 'application/json; charset=utf-7', '*/*', 'a', '', ';;'],
];
const bodies: readonly (() => string)[] = [
  () => `{"text":"${words(4)}"}`,
  () => '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"text":"a"}',
  () => '{"text":"a","by":'.repeat(below(3000)),
  () => '['.repeat(below(50_000)),
  () => `<Note><text>${words(4)}</text></Note>`,
  () => '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;&c;</a>',
  () => '<a>'.repeat(below(3000)),
  () =>
    `__proto__[polluted]=1&constructor.prototype.polluted=1&text=${encodeURIComponent(words(3))}`,
  () => `--x\r\ncontent-disposition: form-data; name="${words(2)}"\r\n\r\n${words(3)}\r\n--x--`,
  () => `${'a'.repeat(below(40))}!`,
  () => bytes(below(3000)),
  () => 'a'.repeat(bodyLimit + below(50_000)),
  () => '',
];

/** Bytes to send. The server waits for the rest of an incomplete request, so the test does not wait. */
interface Hostile {
  readonly text: string;
  readonly isWhole: boolean;
}

function hostileRequest(): Hostile {
  const kind = random();
  if (kind < 0.05) return { text: bytes(1 + below(400)), isWhole: false };
  const query =
    random() < 0.4 ? `?${pick(['filter[', 'ids=', '__code=', '__proto__=', ''])}${words(4)}` : '';
  const target = `${pick(paths)}${random() < 0.3 ? `/${words(3)}` : ''}${query}`;
  const body = random() < 0.6 ? pick(bodies)() : '';
  const length = random() < 0.1 ? undefined : random() < 0.9 ? body.length : below(9999);
  const isChunked = random() < 0.1;
  const fields = [
    `Host: ${random() < 0.8 ? 'localhost' : pick(['mock.test', words(2)])}`,
    `Accept: ${pick(['*/*', 'application/json', 'text/html', words(3), 'a/b;q=x', ',,,'])}`,
    `Content-Type: ${pick(types)}`,
    ...(random() < 0.2
      ? [`Prefer: ${pick(['code=', 'dynamic=true', 'example=', 'seed='])}${words(2)}`]
      : []),
    ...(random() < 0.2
      ? [`${pick(['__proto__', 'X-A', 'Cookie', 'Origin', 'Authorization'])}: ${words(4)}`]
      : []),
    ...(random() < 0.3
      ? [`Accept-Encoding: ${pick(['gzip', 'br', 'gzip;q=0', 'identity;q=0', '*;q=0', words(3)])}`]
      : []),
    ...(isChunked ? ['Transfer-Encoding: chunked'] : []),
    ...(random() < 0.03 ? [`X-Long: ${'a'.repeat(70_000)}`] : []),
    ...(length === undefined ? [] : [`Content-Length: ${length}`]),
  ];
  const whole = `${pick(methods)} ${target} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
  if (random() > 0.1) return { text: whole, isWhole: !isChunked && (length ?? 0) <= body.length };
  // A byte is changed, missing or repeated.
  const at = below(whole.length);
  const other = pick(['', word(), whole[at]!.repeat(2)]);
  return { text: whole.slice(0, at) + other + whole.slice(at + 1), isWhole: false };
}

/** Sends bytes in one of several bad ways; returns what it received until the connection ended. */
function attack(port: number, { text: sent, isWhole }: Hostile): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const way = random();
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: way < 0.1 }, () => {
      const data = Buffer.from(sent, 'latin1');
      if (way < 0.1) socket.end(data);
      else if (way < 0.2)
        socket.write(data.subarray(0, below(data.length)), () => socket.resetAndDestroy());
      else if (way < 0.25) {
        const cut = below(data.length);
        socket.write(data.subarray(0, cut));
        setTimeout(() => socket.write(data.subarray(cut)), 5);
      } else socket.write(data);
    });
    const end = isWhole && way >= 0.2 ? undefined : setTimeout(() => socket.destroy(), 150);
    socket.on('data', (data) => {
      received += data.toString('latin1');
      // The answer has begun, and may continue for a moment.
      clearTimeout(end);
      setTimeout(() => socket.destroy(), 5);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(end);
      resolve(received);
    });
    socket.setTimeout(120_000, () => reject(new Error(`no answer to ${JSON.stringify(sent)}`)));
  });
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const openSockets = () =>
  process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

async function heapInUse(): Promise<number> {
  for (let count = 0; count < 3; count += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
}

it(`${runs} hostile requests`, { timeout: 3_600_000 }, async () => {
  const surprises: string[] = [];
  const seen = new Set<string>();
  const mock = createMock([{ name: 'harm', api: await apiOf(spec) }], {
    bodyLimit,
    onAnswer: ({ operation, request, response, source, api }: MockEvent) => {
      const said = () =>
        `${request.method} ${request.target.slice(0, 200)}: ${response.status} ${Buffer.from(response.body)}`;
      if (response.status >= 500) surprises.push(said());
      if (operation === undefined || source === 'problem' || api === undefined) return;
      const { judge } = mock.apis[0]!;
      const broken = judge
        .response(operation, request, response)
        .findings.filter(({ severity }) => severity === 'violation');
      if (broken.length > 0) surprises.push(`${said()}: ${broken[0]!.code}`);
    },
  });
  const listening = await listen(mock, { port: 0 });
  if (!listening.ok) throw new Error(listening.reason);
  onTestFinished(() => listening.close());
  const answer = async () => (await fetch(`${listening.url}/notes`)).json();

  const sockets = openSockets();
  let answers = 0;
  const flood = async (count: number) => {
    let left = count;
    const client = async () => {
      while (left > 0) {
        left -= 1;
        const received = await attack(listening.port, hostileRequest());
        if (received === '') continue;
        answers += 1;
        const status = /^HTTP\/1\.1 ([1-5]\d\d) /.exec(received)?.[1];
        if (status === undefined) surprises.push(`no HTTP: ${received}`);
        else seen.add(status);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, client));
  };

  // Compiled and cached values are not a leak.
  await flood(Math.min(1000, runs / 3));
  const before = { heap: await heapInUse(), sockets };
  await flood(runs);
  expect(surprises.slice(0, 10)).toEqual([]);
  expect(await answer()).toEqual([]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  const usual = ['200', '400', '404', '405', '413', '422'];
  expect([...seen]).toEqual(expect.arrayContaining(usual));
  expect(answers).toBeGreaterThan(runs / 2);
  // Both ends of the connection that fetch keeps.
  await vi.waitFor(() => expect(openSockets()).toBeLessThanOrEqual(before.sockets + 2), 60_000);
  const grown = (await heapInUse()) - before.heap;
  if (runs > 10_000)
    process.stdout.write(`${answers} answers, heap ${grown.toFixed(1)} MB larger\n`);
  expect(grown).toBeLessThan(15);
});
