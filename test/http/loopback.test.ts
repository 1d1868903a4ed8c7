import { expect, test } from 'vitest';
import { isLoopback } from '../../src/http/loopback.ts';

test.each([
  'localhost',
  'LOCALHOST',
  'localhost.',
  'pets.localhost',
  'a.b.localhost.',
  '127.0.0.1',
  '127.255.255.254',
  '127.1',
  '0x7f000001',
  '2130706433',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  '',
  '127.evil.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil-localhost',
  'notlocalhost',
  '0.0.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '127.0.0.256',
  '::',
  '::2',
  'fe80::1',
  '::1%lo',
  '[::1]:80',
  'localhost:80',
  'evil.example@localhost',
  'localhost/evil',
  'localhost#evil.example',
  'local\thost',
])('%j is not', (host) => {
  expect(isLoopback(host)).toBe(false);
});
