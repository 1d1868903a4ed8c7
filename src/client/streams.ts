import { parseEvents, type StreamedEvent } from '../body/event-stream.ts';
import { type ReadItem, readItem } from './stream-item.ts';
import type { EventStream, JsonLines } from './types.ts';
import type { ByteStream } from './web-api.ts';

/** The line break of a line, and an empty line after it. */
const blankLine = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r)/g;

/**
 * The events of a stream as they come (HTML Living Standard section 9.2). To leave the loop cancels the
 * stream.
 *
 * @example
 * ```ts
 * if (result.ok) for await (const { event, data } of events(result.data)) show(event, data);
 * ```
 */
export async function* events(stream: EventStream): AsyncGenerator<StreamedEvent, void, undefined> {
  let text = '';
  for await (const part of textsOf(stream)) {
    text += part;
    const end = [...text.matchAll(blankLine)].at(-1);
    if (end === undefined) continue;
    const whole = end.index + end[0].length;
    yield* parseEvents(text.slice(0, whole));
    text = text.slice(whole);
  }
}

/**
 * The data of each event, which is JSON, with the type of the contract. It ends at `[DONE]`, too, which
 * many APIs send last.
 */
export async function* eventData<Data>(
  stream: EventStream<Data>,
): AsyncGenerator<Data, void, undefined> {
  for await (const { data } of events(stream)) {
    if (data === '[DONE]') return;
    yield parsed(data, stream) as Data;
  }
}

/** The values of NDJSON or JSON Lines as they come. To leave the loop cancels the stream. */
export async function* jsonLines<Item>(
  stream: JsonLines<Item>,
): AsyncGenerator<Item, void, undefined> {
  let text = '';
  for await (const part of textsOf(stream)) {
    const lines = (text + part).split('\n');
    text = lines.pop()!;
    for (const line of lines) if (line.trim() !== '') yield parsed(line, stream) as Item;
  }
  if (text.trim() !== '') yield parsed(text, stream) as Item;
}

function parsed(text: string, stream: ByteStream): unknown {
  try {
    const { [readItem]: read = JSON.parse } = stream as { readonly [readItem]?: ReadItem };
    return read(text);
  } catch (error) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    throw new SyntaxError(`Cannot read "${shown}" of a stream: ${(error as Error).message}`);
  }
}

async function* textsOf(stream: ByteStream): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield decoder.decode(value, { stream: true });
    }
    yield decoder.decode();
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
