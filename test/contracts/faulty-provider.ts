import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { FindingCode } from '../../src/index.ts';

/** The answer that the provider is about to send. */
interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  /** The text of the body, if it is not the JSON of `body`. */
  text?: string;
}

/** One way in which a provider breaks Kaiten's contract. */
export interface Fault {
  readonly name: string;
  readonly change: (answer: Answer) => void;
  /** The finding that the fault must cause. */
  readonly found: FindingCode;
  /** The place in the answer: a pointer in the body. */
  readonly at?: string;
}

export const faults: readonly Fault[] = [
  {
    name: 'leaves a required property out',
    change: ({ body }) => delete body.createdAt,
    found: 'value-invalid',
    at: '',
  },
  {
    name: 'leaves a required property of a nested object out',
    change: ({ body }) => delete (body.updatedBy as Record<string, unknown>).id,
    found: 'value-invalid',
    at: '/updatedBy',
  },
  {
    name: 'gives a number for a string',
    change: ({ body }) => Object.assign(body, { name: 7 }),
    found: 'value-invalid',
    at: '/name',
  },
  {
    name: 'gives null where null is not allowed',
    change: ({ body }) => Object.assign(body, { slug: null }),
    found: 'value-invalid',
    at: '/slug',
  },
  {
    name: 'breaks a pattern',
    change: ({ body }) => Object.assign(body, { slug: '-Awesome-' }),
    found: 'value-invalid',
    at: '/slug',
  },
  {
    name: 'gives a text that is too short',
    change: ({ body }) => Object.assign(body, { name: '' }),
    found: 'value-invalid',
    at: '/name',
  },
  {
    name: 'gives a date without an offset',
    change: ({ body }) => Object.assign(body, { createdAt: '2023-10-01 12:00:00' }),
    found: 'value-invalid',
    at: '/createdAt',
  },
  {
    name: 'gives an identifier that is no UUID',
    change: ({ body }) => Object.assign(body, { id: '7' }),
    found: 'value-invalid',
    at: '/id',
  },
  {
    name: 'adds an undeclared property',
    change: ({ body }) => Object.assign(body, { debug: true }),
    found: 'value-invalid',
    at: '',
  },
  {
    name: 'wraps the record',
    change: (answer) => Object.assign(answer, { body: { data: answer.body } }),
    found: 'value-invalid',
    at: '',
  },
  {
    name: 'answers with a success that is not described',
    change: (answer) => Object.assign(answer, { status: 202 }),
    found: 'status-undocumented',
  },
  {
    name: 'answers with another media type',
    change: ({ headers }) => Object.assign(headers, { 'content-type': 'text/html' }),
    found: 'media-type-undocumented',
  },
  {
    name: 'does not say which media type it answers with',
    change: ({ headers }) => delete headers['content-type'],
    found: 'media-type-missing',
  },
  {
    name: 'cuts its JSON off',
    change: (answer) => Object.assign(answer, { text: JSON.stringify(answer.body).slice(0, -5) }),
    found: 'body-malformed',
  },
  {
    name: 'answers with nothing',
    change: (answer) => Object.assign(answer, { text: '' }),
    found: 'body-missing',
  },
  {
    name: 'refuses what the contract allows',
    change: (answer) => {
      answer.status = 422;
      answer.headers['content-type'] = 'application/problem+json';
      answer.body = { status: 422, title: 'Unprocessable Content' };
    },
    found: 'request-refused',
  },
  {
    name: 'describes its problem in a form of its own',
    change: (answer) => {
      answer.status = 500;
      answer.headers['content-type'] = 'application/problem+json';
      answer.body = { error: 'it broke' };
    },
    found: 'value-invalid',
    at: '',
  },
];

/** A small provider that keeps Kaiten's contract, except for one fault; returns its base URL. */
export async function startProvider(fault?: Fault): Promise<string> {
  const server = createServer(async (request, response) => {
    const { name, externalCustomerId, slug } = JSON.parse(await text(request));
    const actor = { id: '123e4567-e89b-12d3-a456-426614174000', name: 'Service' };
    const answer: Answer = {
      status: 201,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: {
        id: 'c211984f-b5a5-45fb-ae38-9f22fe0465d9',
        name,
        externalCustomerId,
        slug: slug ?? 'made-up',
        createdAt: '2024-02-29T12:00:00Z',
        createdBy: { ...actor },
        updatedAt: '2024-02-29T12:00:00Z',
        updatedBy: { ...actor },
      },
    };
    fault?.change(answer);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.text ?? JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => close(server));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
