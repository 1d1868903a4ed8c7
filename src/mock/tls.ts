import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/** The certificate and key of a TLS server, as PEM. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

const days = 365;

/**
 * Makes a key and a self-signed certificate (RFC 5280 section 4.1) for these names and addresses.
 * No program trusts it by default: it is for this machine, while a server runs.
 */
export function selfSigned(hosts: readonly string[], now = new Date()): TlsPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8('specwright mock'))));
  const algorithm = sequence(oid('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
  const day = 24 * 60 * 60 * 1000;
  const certificate = sequence(
    explicit(0, integer(Buffer.from([2]))), // version 3
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + days * day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(
      3,
      sequence(
        extension('2.5.29.19', sequence(boolean(true))), // basicConstraints: its own authority
        extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // extKeyUsage: serverAuth
        extension('2.5.29.17', sequence(...hosts.map(generalName))), // subjectAltName
      ),
    ),
  );
  const signature = bitString(sign('sha256', certificate, privateKey));
  return {
    cert: pem('CERTIFICATE', sequence(certificate, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

/** A tag, a length and a content: DER (X.690 section 8.1). */
function encode(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const sizes =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...sizes]), content]);
}

const sequence = (...contents: readonly Uint8Array[]) => encode(0x30, ...contents);
const set = (...contents: readonly Uint8Array[]) => encode(0x31, ...contents);
const integer = (bytes: Uint8Array) => encode(0x02, bytes);
const boolean = (value: boolean) => encode(0x01, Buffer.from([value ? 0xff : 0]));
const utf8 = (text: string) => encode(0x0c, Buffer.from(text));
const bitString = (bytes: Uint8Array) => encode(0x03, Buffer.from([0]), bytes);
const explicit = (tag: number, content: Uint8Array) => encode(0xa0 + tag, content);
const extension = (id: string, value: Uint8Array) => sequence(oid(id), encode(0x04, value));

/** `20250131120000Z`; all years, unlike UTCTime. */
function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  // Up to 2049, a certificate must use the short form of a time (RFC 5280 section 4.1.2.5).
  return date.getUTCFullYear() < 2050
    ? encode(0x17, Buffer.from(text.slice(2)))
    : encode(0x18, Buffer.from(text));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let high = arc >>> 7; high > 0; high >>>= 7) groups.unshift((high & 0x7f) | 0x80);
    return groups;
  });
  return encode(0x06, Buffer.from(bytes));
}

function generalName(host: string): Buffer {
  if (isIPv4(host)) return encode(0x87, Buffer.from(host.split('.').map(Number)));
  if (isIPv6(host)) return encode(0x87, addressOf(host));
  return encode(0x82, Buffer.from(host));
}

/** The 16 bytes of an IPv6 address (RFC 4291 section 2.2). */
function addressOf(text: string): Buffer {
  // The host of a URL is in its shortest form, with an IPv4 tail in hexadecimal.
  const [head = '', tail] = new URL(`http://[${text.split('%')[0]}]`).hostname
    .slice(1, -1)
    .split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const end = groups(tail ?? '');
  const missing = 8 - groups(head).length - end.length;
  const all = [
    ...groups(head),
    ...Array<string>(tail === undefined ? 0 : missing).fill('0'),
    ...end,
  ];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
