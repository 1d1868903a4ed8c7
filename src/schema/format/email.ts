import { isHostname, isIdnHostname } from './hostname.ts';
import { isIpv4, isIpv6 } from './ip.ts';

/** A mailbox as mail servers exchange it (RFC 5321 section 4.1.2). */
export function isEmail(value: string): boolean {
  // Most addresses are so simple that one pattern decides.
  return (
    (value.length <= 63 && plainMailbox.test(value)) ||
    isMailbox(value, /^[\x20-\x7e]*$/, isHostname)
  );
}

/** A mailbox in any script (RFC 6531 section 3.3). */
export function isIdnEmail(value: string): boolean {
  return isMailbox(value, /^[\x20-\x7e\x80-\u{10ffff}]*$/u, isIdnHostname);
}

function isMailbox(value: string, written: RegExp, isHost: (value: string) => boolean): boolean {
  // A quoted local part may hold an @ of its own.
  const end = value.lastIndexOf('@');
  if (end === -1 || !written.test(value)) return false;
  const local = value.slice(0, end);
  const domain = value.slice(end + 1);
  // No character takes more than four bytes.
  if (local.length > 16 && new TextEncoder().encode(local).length > 64) return false;
  if (!dotString.test(local) && !quotedString.test(local)) return false;
  const literal = /^\[(IPv6:)?(.*)\]$/i.exec(domain);
  if (literal === null) return isHost(domain);
  return literal[1] === undefined ? isIpv4(literal[2]!) : isIpv6(literal[2]!);
}

const plainMailbox = /^[a-z\d_]+(?:[.+-][a-z\d_]+)*@[a-z\d]+(?:[.-][a-z\d]+)*$/i;
const dotString =
  /^[\w!#$%&'*+/=?^`{|}~\x80-\u{10ffff}-]+(?:\.[\w!#$%&'*+/=?^`{|}~\x80-\u{10ffff}-]+)*$/u;
const quotedString = /^"(?:[^"\\]|\\.)*"$/u;
