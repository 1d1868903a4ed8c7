import { describe, expect, test } from 'vitest';
import { formats } from '../../src/schema/formats.ts';
import { isMultipleOf } from '../../src/schema/multiple-of.ts';

function hasFormat(name: string, value: unknown): boolean {
  const format = formats[name]!;
  return format.validate(value as never);
}

describe('formats', () => {
  test.each<[string, unknown, boolean]>([
    // RFC 3339 section 5.6
    ['date', '2024-02-29', true],
    ['date', '2023-02-29', false],
    ['date', '1900-02-29', false],
    ['date', '2000-02-29', true],
    ['date', '2024-13-01', false],
    ['date', '2024-00-01', false],
    ['date', '2024-04-31', false],
    ['date', '24-04-30', false],
    ['date', '2024-04-30 ', false],
    ['time', '08:30:06Z', true],
    ['time', '08:30:06.283185+01:00', true],
    ['time', '08:30:06', false],
    ['time', '24:00:00Z', false],
    ['time', '08:60:00Z', false],
    // A leap second is at 23:59:60 UTC (section 5.7 and appendix D).
    ['time', '23:59:60Z', true],
    ['time', '22:59:60Z', false],
    ['time', '01:29:60+01:30', true],
    ['time', '23:59:61Z', false],
    ['date-time', '2019-08-24T14:15:22Z', true],
    ['date-time', '2019-08-24t14:15:22z', true],
    ['date-time', '2019-08-24 14:15:22Z', false],
    ['date-time', '2019-08-24T14:15:22', false],
    ['date-time', '2019-08-24T14:15:22+0100', false],
    ['date-time', '2019-02-30T14:15:22Z', false],
    // RFC 3339 appendix A
    ['duration', 'P4DT12H30M5S', true],
    ['duration', 'P3W', true],
    ['duration', 'PT36H', true],
    ['duration', 'P1Y2W', false],
    ['duration', 'P1Y2D', false],
    ['duration', 'P', false],
    ['duration', 'PT', false],
    ['duration', 'P1YT', false],
    // RFC 4122 section 3
    ['uuid', 'c211984f-b5a5-45fb-ae38-9f22fe0465d9', true],
    ['uuid', 'urn:uuid:c211984f-b5a5-45fb-ae38-9f22fe0465d9', false],
    ['uuid', 'c211984fb5a545fbae389f22fe0465d9', false],
    // RFC 4648 section 4
    ['byte', 'Zm9vYg==', true],
    ['byte', '', true],
    ['byte', 'Zm9vYg', false],
    ['byte', 'Zm9v-_==', false],
    // OpenAPI 3.1 section 4.4
    ['int32', 2147483647, true],
    ['int32', 2147483648, false],
    ['int32', 1.5, false],
    ['int64', 2 ** 62, true],
    ['int64', 2 ** 64, false],
    ['float', 1e39, false],
    ['double', 1e308, true],
    ['email', 'a@example.com', true],
    ['email', 'a@', false],
    ['email', '"a b"@example.com', true],
    ['email', 'a@b@example.com', false],
    ['email', `${'a'.repeat(65)}@example.com`, false],
    ['email', 'é@example.com', false],
    ['idn-email', 'é@exämple.com', true],
    ['idn-email', 'é', false],
    ['hostname', 'a.example', true],
    ['hostname', 'a.example.', false],
    ['hostname', `${'a'.repeat(64)}.example`, false],
    ['hostname', 'xn--bcher-kva.example', true],
    ['hostname', 'xn--X', false],
    ['idn-hostname', 'bücher.example', true],
    ['idn-hostname', 'bücher。example', true],
    ['idn-hostname', '☃.example', false],
    ['ipv6', '::1', true],
    ['ipv6', '1:2:3:4:5:6:7:8', true],
    ['ipv6', '1:2:3:4:5:6:7::8', false],
    ['ipv6', '::ffff:192.0.2.1', true],
    ['ipv6', '192.0.2.1::', false],
    ['ipv6', 'fe80::1%eth0', false],
    ['uri', 'http://[::1]:80/a?b#c', true],
    ['uri', 'http://a b/', false],
    ['uri', 'http://a/%zz', false],
    ['uri', 'http://é/', false],
    ['iri', 'http://é/', true],
    ['iri', '/é', false],
    ['iri-reference', '/é', true],
    ['iri-reference', '\\\\é', false],
    ['regex', '[a-z\\-\\_]', false],
    ['base64url', 'Zm9v-_8', true],
    ['base64url', 'Zm9v+/8', false],
    ['char', '😀', true],
    ['char', 'ab', false],
    ['uint8', 255, true],
    ['uint8', -1, false],
    ['double-int', 2 ** 53, false],
    ['uri', 'https://crm.example.com/customers/1234', true],
    ['uri', '/customers/1234', false],
    ['uri-reference', '/customers/1234', true],
    ['ipv4', '256.0.0.1', false],
    ['regex', '(', false],
  ])('%s %j is %s', (name, value, wanted) => {
    expect(hasFormat(name, value)).toBe(wanted);
  });
});

describe('isMultipleOf() reckons in decimals', () => {
  test.each([
    [19.99, 0.01, true],
    [19.999, 0.01, false],
    [0.3, 0.1, true],
    [1e-7, 1e-8, true],
    [1e21, 7, false],
    [9, 3, true],
    [10, 3, false],
    [4.5, 1.5, true],
    [-4.5, 1.5, true],
    [0, 5, true],
  ])('%d, %d', (value, divisor, wanted) => {
    expect(isMultipleOf(value, divisor)).toBe(wanted);
  });
});
