import { codecFor } from './body.ts';
import type { OperationContract, SharedContract } from './contract.ts';
import { describedAs, essenceOf } from './media-type.ts';
import type { AnyResult } from './result.ts';
import { decodeText } from './text.ts';
import type { CheckAnswer, ValidationError } from './validate.ts';
import type { Response } from './web-api.ts';

/**
 * Reads an answer by its status and its Content-Type: described content as described, other content
 * as undocumented. `check` may refuse described content. A stream of events is returned unread,
 * because it may not end.
 */
export async function readAnswer(
  response: Response,
  operation: OperationContract,
  contract: SharedContract,
  check?: CheckAnswer,
): Promise<AnyResult> {
  const { answers, method } = operation;
  const { status } = response;
  const key = [`${status}`, `${`${status}`[0]}XX`, 'default'].find((each) => answers[each]);
  const described = key === undefined ? {} : answers[key]!;
  const outcome = (contentType?: string, content?: unknown): AnyResult => {
    const common = { status, contentType, response };
    if (isSuccess(key!, status, answers)) return { ok: true, ...common, data: content };
    const isProblem = contentType?.startsWith('application/problem+');
    const problem = isProblem ? { problem: content } : {};
    return { ok: false, ...common, error: content, ...problem } as AnyResult;
  };
  const contentType = response.headers.get('content-type') ?? '';
  const name = describedAs(contentType, described);
  const isStream = essenceOf(contentType) === 'text/event-stream';
  if (key !== undefined && (method === 'HEAD' || Object.keys(described).length === 0)) {
    // The connection is free for the next call when everything is read.
    if (response.body && !isStream) await response.clone().arrayBuffer();
    return outcome();
  }
  const body = name === undefined ? undefined : described[name];
  let content: unknown = response.body;
  let fault: unknown;
  if (!isStream) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    content = bytes.length === 0 && name === undefined ? undefined : bytes;
    try {
      const codec = codecFor(contract, contentType);
      if (codec?.decode && content) content = codec.decode(bytes, contentType, body, contract);
      if (body?.structured && (typeof content !== 'object' || content === bytes)) {
        throw new TypeError('an object or a list is described');
      }
      await check?.(key, name, content, response);
      const { dates, dateShapes = [] } = contract;
      if (dates && body?.dates !== undefined) content = dates(content, body.dates, dateShapes);
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
    return other('undocumented', `${what} is not described; what is: ${known}`);
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
