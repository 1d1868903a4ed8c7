import { finding, type Place } from '../../finding.ts';
import { headerValue } from '../../http/exchange.ts';
import {
  contentTypeOf,
  essenceOf,
  isForm,
  isJson,
  isMultipart,
  isXml,
  type MediaRange,
} from '../../http/media-type.ts';
import type { JudgedExchange } from '../../judge/judge.ts';
import type { StateCheck } from '../case.ts';
import type { StateLink } from './state.ts';

/**
 * A later read has the bytes that were stored, if both are of one media type that has no other way
 * to write the same. A provider may transform the content of a PUT, but then it answers without a
 * validator (RFC 9110 section 9.3.4).
 */
export function keepsContent({ writer, step, at }: StateLink): StateCheck {
  return (judged, former) => {
    const written = former[step];
    if (written === undefined || judged.exchange.response.status !== 200) return [];
    const { request, response } = written.exchange;
    const now = judged.exchange.response;
    const [sent, shown] = [contentTypeOf(request.headers), contentTypeOf(now.headers)];
    const isOne = sent && shown && essenceOf(sent) === essenceOf(shown);
    if (!isOne || !isOpaque(sent) || response.status === 202) return [];
    const index = firstDifference(request.body, now.body);
    if (index === -1) return [];
    const place: Place = { part: 'response', in: 'body' };
    const args = {
      name: writer.id,
      expected: bytesAt(request.body, index),
      received: bytesAt(now.body, index),
    };
    const isVouched = writer.method === 'PUT' && hasValidator(written);
    const severity = isVouched ? 'violation' : 'advisory';
    return [{ ...finding('state-stale', at, place, args), severity }];
  };
}

/** Whether other bytes are other content; JSON, forms and XML can write the same in several ways. */
function isOpaque(range: MediaRange): boolean {
  return ![isJson, isForm, isXml, isMultipart].some((is) => is(range));
}

function hasValidator({ exchange: { response } }: JudgedExchange): boolean {
  return ['etag', 'last-modified'].some(
    (name) => headerValue(response.headers, name) !== undefined,
  );
}

/** The index of the first byte that differs; -1 if none does. */
function firstDifference(one: Uint8Array, other: Uint8Array): number {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index += 1) if (one[index] !== other[index]) return index;
  return -1;
}

/** `68 bytes with 0x89 at 0`. */
function bytesAt(body: Uint8Array, index: number): string {
  const byte = body[index];
  const hex = byte === undefined ? 'no byte' : `0x${byte.toString(16).padStart(2, '0')}`;
  return `${body.length} bytes with ${hex} at ${index}`;
}
