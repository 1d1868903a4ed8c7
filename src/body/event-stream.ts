import { textOf } from './coerce.ts';

/** A received event (HTML Living Standard section 9.2.6), with the fields that it had. */
export interface StreamedEvent {
  event?: string;
  data: string;
  id?: string;
  retry?: number;
}

/**
 * The events of a `text/event-stream` (HTML Living Standard section 9.2.5). Lines of data are
 * joined. As the standard requires, the parser ignores comments, unknown fields, blocks without
 * data, and a last block without a blank line.
 */
export function parseEvents(text: string): readonly StreamedEvent[] {
  const events: StreamedEvent[] = [];
  let fields: Partial<StreamedEvent> = {};
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  // The text after the last line break is an unfinished line.
  for (const line of lines.slice(0, -1)) {
    if (line !== '') {
      takeField(line, fields);
      continue;
    }
    if (fields.data !== undefined) events.push({ ...fields, data: fields.data });
    fields = {};
  }
  return events;
}

function takeField(line: string, fields: Partial<StreamedEvent>): void {
  const colon = line.indexOf(':');
  const name = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (name === 'data') fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`;
  if (name === 'event') fields.event = value;
  if (name === 'id' && !value.includes('\0')) fields.id = value;
  if (name === 'retry' && /^\d+$/.test(value)) fields.retry = Number(value);
}

/**
 * An event to send: the fields of an object, or any other value as the data. Values that are not
 * text become JSON.
 */
export function writeEvent(event: unknown): string {
  const isFields = typeof event === 'object' && event !== null && !Array.isArray(event);
  const fields = isFields ? Object.entries(event) : [['data', event] as const];
  const lines = fields.flatMap(([name, value]) =>
    (name === 'data' && typeof value !== 'string' ? JSON.stringify(value) : textOf(value))
      .split(/\r\n|\n|\r/)
      .map((line) => `${name}: ${line}\n`),
  );
  return `${lines.join('')}\n`;
}
