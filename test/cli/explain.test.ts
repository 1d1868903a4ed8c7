import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from '../../src/diff/rules.ts';
import { findingCodes } from '../../src/finding.ts';
import { specwright } from './run.ts';

test("shows the page of a finding's code", async () => {
  const page = readFileSync('docs/findings/value-invalid.md', 'utf8');
  expect(await specwright(['explain', 'value-invalid'], '/')).toEqual({
    code: 0,
    stdout: page,
    stderr: '',
  });
});

test("shows the rule of a change's code", async () => {
  const { code, stdout } = await specwright(['explain', 'api-path-removed']);
  expect([code, stdout]).toEqual([2, '']);
  const [id, { title, severity }] = [...rules][0]!;
  const known = await specwright(['explain', id.toUpperCase()]);
  expect(known.code).toBe(0);
  expect(known.stdout).toContain(`${title}\n\n${id} · ${severity}`);
});

test('lists all codes without an argument', async () => {
  const { code, stdout } = await specwright(['explain']);
  expect(code).toBe(0);
  const listed = new Set(stdout.split('\n').map((line) => line.split(':')[0]));
  expect([...Object.keys(findingCodes), ...rules.keys()].filter((id) => !listed.has(id))).toEqual(
    [],
  );
});

test('a code is a help topic', async () => {
  const explained = await specwright(['explain', 'value-invalid']);
  expect(await specwright(['help', 'value-invalid'])).toEqual(explained);
  const help = await specwright(['help', 'verify']);
  expect(help).toEqual(await specwright(['verify', '--help']));
});

test('suggests a code for a mistyped one', async () => {
  const { code, stderr } = await specwright(['explain', 'request-acepted']);
  expect(code).toBe(2);
  expect(stderr).toContain('has the code "request-acepted"; did you mean "request-accepted"?');
});

test('reports an unknown code', async () => {
  const { code, stderr } = await specwright(['explain', '../README']);
  expect(code).toBe(2);
  expect(stderr).toContain('no finding and no change has the code "../README"');
});
