import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createMock, loadApi } from '../../src/index.ts';

/*
 * Sends the wire cases of Prism's own repository to the mock, for OpenAPI 3. They are not copied here:
 * SPECWRIGHT_PRISM names a clone of https://github.com/stoplightio/prism, version 5.15.11. Words
 * differ on purpose: `detail`, `validation` and `sl-violations` are not compared.
 */
const clone = process.env.SPECWRIGHT_PRISM ?? '';
const specs = path.join(clone, 'test-harness/specs');
const isGiven = clone !== '' && existsSync(specs);
const skipped = isGiven ? '' : ' (skipped: SPECWRIGHT_PRISM names no clone)';

/** The cases that the mock answers in another way, by the rows of docs/prism.md. */
const rows: Readonly<Record<string, readonly string[]>> = {
  sample: [
    'references/E2E-Recursive-Array-Handling.oas3',
    'references/E2E-Recursive-Array-Handling.oas3.1',
    'routing/prefer-colon-path.oas3',
    'routing/prefer-concrete-path.oas3',
    'security/security-scheme-validation-AC-21.oas3',
    'static-examples/static_examples-AC-1.oas3_1',
    'static-examples/static_examples-AC-2.oas3_1',
  ],
  repair: ['violations/print-as-http-header'],
  'text-value': [
    'serialization/E2E-text-html-complex-serialisation.oas3',
    'serialization/E2E-text-plain-complex-serialisation.oas3',
  ],
  reserved: [
    'validate-body-params/form-data-allow-reserved-fail.oas3',
    'validate-body-params/multipart-form-data-allow-reserved-fail.oas3',
  ],
  head: ['head-requests/head_requests-AC-2.oas3'],
  challenge: ['security/security-scheme-validation-AC-26.oas3'],
  'body-undescribed': ['validate-body-params/enforce-content-type-if-body-included.oas3_1'],
  'empty-segment': ['validate-path-params/missing-path-param.oas3'],
};

interface WireCase {
  readonly name: string;
  readonly parts: ReadonlyMap<string, string>;
}

test('names a clone that is there, if it names one', () => {
  expect(clone === '' || isGiven, `there is no folder ${specs}`).toBe(true);
});

test.skipIf(!isGiven)(
  `all 146 cases have the same answer from Prism as the engine${skipped}`,
  async () => {
    const cases = casesFor3();
    expect(cases).toHaveLength(146);
    expect(await differences(cases, 'prism')).toEqual([]);
  },
);

test.skipIf(!isGiven)(
  `the mock differs in 16 cases, which rows of docs/prism.md explain${skipped}`,
  async () => {
    expect(await differences(casesFor3(), undefined)).toEqual(Object.values(rows).flat().sort());
  },
);

test('docs/prism.md has these rows and numbers', () => {
  const guide = readFileSync('docs/prism.md', 'utf8');
  for (const row of Object.keys(rows)) expect(guide).toContain(`| \`${row}\` |`);
  const differing = Object.values(rows).flat().length;
  expect(guide).toContain(`With the\nmock, ${146 - differing} have the same answer`);
  expect(guide).toContain(`explain the other ${differing}:`);
});

function casesFor3(): readonly WireCase[] {
  return readdirSync(specs, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({
      name: name.replaceAll(path.sep, '/').slice(0, -'.txt'.length),
      parts: partsOf(readFileSync(path.join(specs, name), 'utf8')),
    }))
    .filter(({ parts }) => /^\s*["']?openapi["']?\s*:/m.test(parts.get('spec') ?? ''))
    .filter(({ parts }) => /^\s*mock/.test(parts.get('server') ?? ''))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A case has parts below headings such as `====spec====`. */
function partsOf(text: string): ReadonlyMap<string, string> {
  const [, ...pieces] = text.split(/^====([\w-]+)====\r?\n/m);
  return new Map(
    pieces.flatMap((piece, index) => (index % 2 === 0 ? [[piece, pieces[index + 1]!]] : [])),
  );
}

const known = new Set(Object.values(rows).flat());

/** The names of the cases that have another answer; an unexplained one with the answer. */
async function differences(
  cases: readonly WireCase[],
  engine: 'prism' | undefined,
): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wire-'));
  const differing: string[] = [];
  for (const one of cases) {
    const file = path.join(folder, 'case.yml');
    await writeFile(file, one.parts.get('spec')!);
    const answered = parsed(await answerTo(one, file, engine));
    const expected = ['expect', 'expect-loose', 'expect-keysOnly'].find((key) =>
      one.parts.has(key),
    );
    if (!isAsExpected(answered, parsed(one.parts.get(expected!)!), expected!)) {
      differing.push(known.has(one.name) ? one.name : `${one.name}: ${JSON.stringify(answered)}`);
    }
  }
  return differing;
}

async function answerTo({ parts }: WireCase, file: string, engine: 'prism' | undefined) {
  const flags = parts.get('server')!;
  const { api } = await loadApi(file);
  const mock = createMock([api!], {
    errors: flags.includes('--errors'),
    dynamic: /\s(-d|--dynamic)\b/.test(flags),
    ...(engine && { engine }),
  });
  const server = createServer(mock.listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const command = parts.get('command')!.trim().replaceAll('localhost:4010', `127.0.0.1:${port}`);
  try {
    return await outputOf(command.replaceAll('127.0.0.1:4010', `127.0.0.1:${port}`));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await mock.close();
  }
}

function outputOf(command: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', () => resolve(output));
  });
}

interface Parsed {
  readonly status: string;
  readonly fields: ReadonlyMap<string, string>;
  readonly body: string;
}

/** An answer as curl prints it, after an interim one. */
function parsed(text: string): Parsed {
  const plain = text.replaceAll('\r\n', '\n').trim();
  const [head = '', ...rest] = plain.split('\n\n');
  const [first = '', ...lines] = head.split('\n');
  const [, status = ''] = first.split(' ');
  const body = rest.join('\n\n').trim();
  if (status === '100') return parsed(body);
  const fields = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status, fields: new Map(fields), body };
}

/** Fields of the connection, and those whose words are ours. */
const notCompared = new Set(
  'date connection keep-alive content-length transfer-encoding sl-violations'.split(' '),
);

function isAsExpected(answered: Parsed, expected: Parsed, how: string): boolean {
  if (answered.status !== expected.status) return false;
  for (const [name, value] of expected.fields) {
    if (notCompared.has(name)) continue;
    const given = answered.fields.get(name);
    const isSame =
      name === 'content-type' ? given?.split(';')[0] === value.split(';')[0] : given === value;
    if (!isSame) return false;
  }
  const [given, wanted] = [jsonOf(answered.body), jsonOf(expected.body)];
  if (how === 'expect') {
    const isXml = expected.body.startsWith('<');
    return isXml || JSON.stringify(sorted(given)) === JSON.stringify(sorted(wanted));
  }
  if (typeof wanted !== 'object' || wanted === null) return true;
  const names = Object.keys(given ?? {});
  return how === 'expect-loose'
    ? Object.keys(wanted).every((name) => names.includes(name))
    : Object.keys(wanted).join() === names.join();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Without the members whose words are ours, in the order of names. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const isProblem = 'type' in value && String(value.type).includes('stoplight.io');
  const members = Object.entries(value).filter(
    ([name]) => !isProblem || !['detail', 'validation', 'headers'].includes(name),
  );
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}
