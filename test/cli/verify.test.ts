import { describe, expect, test } from 'vitest';
import { faults, startProvider } from '../contracts/faulty-provider.ts';
import { specwright } from './run.ts';

const verify = (url: string, ...more: string[]) =>
  specwright(['verify', 'kaiten', '--base-url', url, ...more]);

describe('specwright verify', () => {
  test('has nothing against a provider that keeps its contract', async () => {
    const { code, stdout, stderr } = await verify(await startProvider());
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^kept createCustomer \(application\/json newCustomer\) 201$/m);
  });

  test('names the line of the contract that a provider breaks', async () => {
    const fault = faults.find(({ name }) => name === 'breaks a pattern');
    const { code, stdout } = await verify(await startProvider(fault));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^specs\/kaiten\/openapi\.yaml:\d+:\d+: violation: response body at \/slug must match the pattern .*, and is "-Awesome-" \[value-invalid\]$/m,
    );
  });

  test.each<[string, string[], RegExp]>([
    ['http://127.0.0.1:1', [], /cannot test createCustomer .*: the connection was refused/],
    [
      'http://127.0.0.1:1',
      ['--credential', 'bearer=env:NO_SUCH'],
      /the variable NO_SUCH is not set/,
    ],
    ['http://127.0.0.1:1', ['--credential', 'bearer'], /written SCHEME=VALUE/],
    ['http://127.0.0.1:1', ['--header', 'nonsense'], /written "name: value"/],
    ['ftp://example.com', [], /starts with http/],
  ])('%s %j could not run', async (url, more, message) => {
    const { code, stdout, stderr } = await verify(url, ...more);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
