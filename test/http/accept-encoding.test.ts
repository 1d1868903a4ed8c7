import { describe, expect, test } from 'vitest';
import { preferredCoding, refusesIdentity } from '../../src/http/accept-encoding.ts';

describe('Accept-Encoding (RFC 9110 section 12.5.3)', () => {
  test.each<[field: string, coding: string | undefined, refuses?: boolean]>([
    ['gzip', 'gzip'],
    ['GZip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['gzip; q=0.3, br ;q=0.2', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['*, br;q=0', 'gzip'],
    ['*;q=0.1, gzip;q=0', 'br'],
    ['gzip;q=0.5, identity', undefined],
    ['gzip;q=0.5, identity;q=0.5', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip;q=2, br;q=x', undefined],
    ['deflate, zstd', undefined],
    ['', undefined],
    ['compress;q=0.5, gzip;q=1.000', 'gzip'],
    ['gzip;q=0.001, identity;q=0', 'gzip', true],
    ['identity;q=0', undefined, true],
    ['identity ; q=0.000, br', 'br', true],
    ['*;q=0', undefined, true],
    ['*;q=0, gzip', 'gzip', true],
    ['*;q=0, identity;q=0.1', undefined],
    ['identity;q=0.01', undefined],
    ['__proto__, constructor;q=0', undefined],
  ])('"%s" prefers %s', (field, coding, refuses = false) => {
    expect(preferredCoding(field, ['br', 'gzip'])).toBe(coding);
    expect(refusesIdentity(field)).toBe(refuses);
  });
});
