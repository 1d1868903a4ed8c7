import type { InformationEvent, ServerResponse } from 'node:http';
import { sentFields } from '../http/exchange.ts';
import { rawFieldsByName } from '../http/fields-by-name.ts';
import { responseFields } from './fields.ts';

/**
 * Forwards the interim answers 102 and 103 (RFC 9110 section 15.2); Node answers 100 by itself. It
 * cannot send 103 without Link (RFC 8297 section 2), nor others.
 */
export function passInterim(
  { statusCode, rawHeaders }: InformationEvent,
  outgoing: ServerResponse,
  target: URL,
): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  if (statusCode === 102) outgoing.writeProcessing();
  if (statusCode !== 103) return;
  const hints = rawFieldsByName(responseFields(rawHeaders, target, undefined));
  try {
    outgoing.writeEarlyHints(sentFields(hints));
  } catch {
    // Node refuses some forms of Link, and a client loses nothing but time without the hint.
  }
}
