import { isStreamed } from '../http/media-type.ts';
import { codecFor } from './body.ts';
import type { OperationContract, SharedContract } from './contract.ts';
import { describedAs, essenceOf } from './media-type.ts';
import type { AnyResult } from './result.ts';
import { type ReadItem, readItem } from './stream-item.ts';
import { decodeText } from './text.ts';
import type { Asked } from './types.ts';
import type { CheckAnswer, ValidationError } from './validate.ts';
import type { Response } from './web-api.ts';

/**
 * Reads an answer by its status and its Content-Type: described content as described, other content
 * as undocumented. `check` may refuse described content. Streams of events and of lines stay
 * unread, because they may not end. A success that a call requests as a stream also stays unread.
 */
export async function readAnswer(
  response: Response,
  operation: OperationContract,
  contract: SharedContract,
  check?: CheckAnswer,
  { accept, parseAs }: Asked<string, 'stream'> = {},
): Promise<AnyResult> {
  const { answers, method } = operation;
  const { status } = response;
  const key = [`${status}`, `${`${status}`[0]}XX`, 'default'].find((each) => answers[each]);
  const described = key === undefined ? {} : answers[key]!;
  const outcome = (contentType?: string, content?: unknown): AnyResult => {
    const fields = key === undefined ? undefined : operation.headers?.[key];
    const headers = fields && contract.readHeaders?.(response, fields, contract);
    const common = { status, contentType, headers, response };
    if (isSuccessful) return { ok: true, ...common, data: content };
    const isProblem = contentType?.startsWith('application/problem+');
    const problem = isProblem ? { problem: content } : {};
    return { ok: false, ...common, error: content, ...problem } as AnyResult;
  };
  const contentType = response.headers.get('content-type') ?? '';
  const name = describedAs(contentType, described);
  const isSuccessful = key !== undefined && isSuccess(key, status, answers);
  const isStream =
    isStreamed(essenceOf(contentType)) ||
    (parseAs === 'stream' && isSuccessful && name !== undefined);
  if (key !== undefined && (method === 'HEAD' || Object.keys(described).length === 0)) {
    // The connection is free for the next call when everything is read.
    if (response.body && !isStream) await response.clone().arrayBuffer();
    return outcome();
  }
  const body = name === undefined ? undefined : described[name];
  const { json, integerShapes = [], dates, dateShapes = [] } = contract;
  const inIntegers = (value: unknown) =>
    json ? json.read(value, body?.integers, integerShapes) : value;
  const inDates = (value: unknown) => (dates ? dates(value, body?.dates, dateShapes) : value);
  let content: unknown = response.body;
  let fault: unknown;
  if (isStream) {
    const read: ReadItem = (text) => inDates(inIntegers((json ?? JSON).parse(text)));
    if (content) Object.assign(content, { [readItem]: read });
  } else {
    const bytes = new Uint8Array(await response.arrayBuffer());
    content = bytes.length === 0 && name === undefined ? undefined : bytes;
    try {
      const codec = codecFor(contract, contentType);
      if (codec?.decode && content) content = codec.decode(bytes, contentType, body, contract);
      content = inIntegers(content);
      if (body?.structured && (typeof content !== 'object' || content === bytes)) {
        throw new TypeError('an object or a list is described');
      }
      await check?.(key, name, content, response);
      content = inDates(content);
    } catch (error) {
      if ((error as ValidationError).issues) throw error;
      content = textOf(bytes);
      fault = error;
    }
  }
  const other = (status: 'undocumented' | 'unreadable', reason: string) =>
    ({ ok: false, status, error: content, reason, response }) as AnyResult;
  if (name === undefined) {
    const what = key === undefined ? `status ${status}` : `"${contentType}" of status ${status}`;
    const known = Object.keys(key === undefined ? answers : described).join(', ');
    const reason = `${what} is not described; what is: ${known}`;
    const isFine = contract.lenient && fault === undefined && status >= 200 && status < 300;
    if (isFine) return { ok: true, status: 'undocumented', data: content, reason, response };
    return other('undocumented', reason);
  }
  if (accept !== undefined && isSuccessful && name !== accept) {
    return other(
      'undocumented',
      `"${contentType}" was answered, though only ${accept} is accepted`,
    );
  }
  if (fault === undefined) return outcome(name, content);
  return other('unreadable', `the content is not ${contentType}: ${(fault as Error).message}`);
}

/** `default` describes failures if a success has its own description. */
function isSuccess(key: string, status: number, answers: object): boolean {
  const described = Object.keys(answers).some((each) => each.startsWith('2'));
  return status >= 200 && status < 300 && (key !== 'default' || !described);
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string | Uint8Array<ArrayBuffer> {
  try {
    return decodeText(bytes, 'utf-8');
  } catch {
    return bytes;
  }
}
