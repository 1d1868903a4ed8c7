import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/index.ts';
import { faults, startProvider } from '../contracts/faulty-provider.ts';
import { folderOf, specwright } from './run.ts';

const spec = path.resolve('specs/kaiten/openapi.yaml');

async function reportOf(folder: string, file: string): Promise<RunReport> {
  return JSON.parse(await readFile(path.join(folder, file), 'utf8')) as RunReport;
}

describe('specwright verify --report', () => {
  test('writes every kind of report, each without the token', async () => {
    const url = await startProvider(faults.find(({ name }) => name === 'breaks a pattern'));
    const folder = await folderOf({});
    const secret = 'a-token-that-nobody-may-see';
    const kinds = ['json', 'junit', 'sarif', 'github', 'html'];
    const { code, stdout, stderr } = await specwright(
      [
        ...['verify', spec, '--base-url', url, '--only', 'example'],
        ...['--credential', `bearer=${secret}`, '--header', `x-api-key: ${secret}`, '--coverage'],
        ...kinds.flatMap((kind) => ['--report', `${kind}=reports/a.${kind}`]),
        ...['--report', 'github=-'],
      ],
      folder,
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=.*openapi.yaml,line=\d+,col=\d+,title=createCustomer/m);
    expect(stderr).toMatch(/^[\d.]+ % of kaiten was exercised: \d+ of \d+ points$/m);
    const texts = await Promise.all(
      kinds.map((kind) => readFile(path.join(folder, `reports/a.${kind}`), 'utf8')),
    );
    for (const text of [...texts, stdout, stderr]) expect(text).not.toContain(secret);
    const report = await reportOf(folder, 'reports/a.json');
    expect(report).toMatchObject({
      verdict: 'failed',
      contracts: [{ name: 'kaiten', provider: url }],
    });
    expect(report.findings[0]?.details.rerun).toContain('--case createCustomer/example/');
  });

  test('reports errors of the flag and of the file', async () => {
    const kind = await specwright(['verify', spec, '--report', 'pdf=a']);
    expect(kind).toMatchObject({ code: 2, stdout: '' });
    expect(kind.stderr).toContain('a kind is json, junit, sarif, github, markdown or html');
    const url = await startProvider();
    const there = await specwright(
      ['verify', spec, '-b', url, '--only', 'example', '--report', 'json=file/a.json'],
      await folderOf({ file: 'a file' }),
    );
    expect(there.code).toBe(2);
    expect(there.stderr).toContain('cannot write the report "file/a.json"');
  });

  test('fails if the coverage is too low', async () => {
    const args = ['verify', spec, '-b', await startProvider(), '--only', 'example'];
    const { code, stderr } = await specwright([...args, '--min-coverage', '90']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/ points; --min-coverage asks for 90 %$/m);
    expect((await specwright([...args, '--min-coverage', '1'])).code).toBe(0);
  });
});

describe('specwright report merge', () => {
  test('merges the reports of two shards', async () => {
    const folder = await folderOf({});
    const url = await startProvider();
    const verify = (name: string, ...more: string[]) =>
      specwright(
        ['verify', spec, '-b', url, '--only', 'valid', '--report', `json=${name}.json`, ...more],
        folder,
      );
    await Promise.all([
      verify('whole'),
      verify('one', '--shard', '1/2'),
      verify('two', '--shard', '2/2'),
    ]);
    const { stderr } = await specwright(
      ['report', 'merge', 'one.json', 'two.json', '--report', 'json=both.json', '--coverage'],
      folder,
    );
    expect(stderr).toMatch(/^2 reports: /);
    const [whole, both] = [
      await reportOf(folder, 'whole.json'),
      await reportOf(folder, 'both.json'),
    ];
    const ids = ({ cases }: RunReport) => cases.map(({ id }) => id).sort();
    expect(ids(both)).toEqual(ids(whole));
    expect(both.coverage[0]?.exercised).toBe(whole.coverage[0]?.exercised);
  });

  test('accepts only reports', async () => {
    const folder = await folderOf({
      'a.json': '{}',
      'old.json': '{"format": "specwright-report-1"}',
      'b.json': '{',
    });
    for (const [file, reason] of [
      ['a.json', /cannot merge "a.json": it is not a report/],
      ['old.json', /cannot merge "old.json": its format is specwright-report-1, and this version/],
      ['b.json', /cannot merge "b.json": .*JSON/],
      ['c.json', /cannot merge "c.json": .*no such file/],
    ] as const) {
      const { code, stderr } = await specwright(['report', 'merge', file], folder);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(reason) });
    }
  });
});
