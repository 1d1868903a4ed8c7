import type { MockEvent } from '../../mock/event.ts';
import { createMock } from '../../mock/mock.ts';
import { boundedLines } from './bounded.ts';
import { findingTexts } from './findings.ts';
import {
  bodyLines,
  contentOf,
  type GivenMessage,
  headerTexts,
  messageProperties,
} from './message.ts';
import type { LoadedContract, WatchedMock } from './project.ts';
import { apiProperty, type Tool } from './tool.ts';

interface MockArguments extends GivenMessage {
  readonly api?: string;
  readonly method?: string;
  readonly path: string;
  readonly stateful?: boolean;
}

/** A request to the mock of an API, in this process. */
export const callMock: Tool<MockArguments> = {
  name: 'call_mock',
  title: 'Call the mock',
  description:
    'Sends a request to the mock of an API, in this process and without the network. Says what the answer is, and what of the request breaks the contract. The header "Prefer: code=404" asks for a status, "Prefer: example=NAME" for an example. The stateful mock remembers what is created, until the document changes.',
  properties: {
    ...apiProperty,
    method: { type: 'string', pattern: '^[A-Za-z]{1,20}$', description: 'GET by default.' },
    path: {
      type: 'string',
      maxLength: 20_000,
      pattern: '^/[\\x21-\\x7e]*$',
      description: 'Path and query, percent-encoded: "/customers/7?fields=name".',
    },
    ...messageProperties,
    stateful: { type: 'boolean', description: 'Whether the mock remembers what requests change.' },
  },
  required: ['path'],
  hints: { readOnlyHint: false, destructiveHint: false, openWorldHint: false },
  async run({ api: name, method = 'GET', path, stateful = false, ...message }, project) {
    const mock = mockOf(await project.contract(name), stateful);
    const request = { method: method.toUpperCase(), target: path, ...contentOf(message) };
    const response = await mock.handle(request);
    const event = mock.eventOf(request);
    const findings = event?.findings ?? [];
    const operationText = event?.operation && ` of ${event.operation.id}`;
    return {
      text: boundedLines(
        [
          `HTTP ${response.status}${operationText ?? ''}`,
          ...headerTexts(response.headers),
          '',
          ...bodyLines(response.body),
          '',
          ...(findings.length === 0
            ? ['the request keeps the contract']
            : ['what is wrong with the request:', ...findingTexts(findings)]),
        ],
        {},
        () => 'ask for less of it',
      ),
    };
  },
};

function mockOf({ api, mocks }: LoadedContract, stateful: boolean): WatchedMock {
  const key = stateful ? 'stateful' : 'plain';
  const known = mocks.get(key);
  if (known !== undefined) return known;
  const events = new WeakMap<object, MockEvent>();
  const { handle } = createMock([api], {
    ...{ stateful, journal: false },
    onAnswer: (event) => void events.set(event.request, event),
  });
  const made = { handle, eventOf: (request: object) => events.get(request) };
  mocks.set(key, made);
  return made;
}
