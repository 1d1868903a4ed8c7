import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lintApi, loadRules } from '../../src/lint/lint.ts';
import { loadContract } from '../../src/sources/contract.ts';
import { folderOf, specwright } from '../cli/run.ts';

const document = `openapi: 3.1.1
info: { title: Tides, version: '1' }
paths:
  /tides:
    get:
      responses:
        '200':
          description: The tides.
          content:
            application/json: { schema: { type: integer }, example: high }
`;

const plugin = `module.exports = () => ({ id: 'harbour', configs: { all: {} }, rules: { oas3: { quiet: () => ({}) } } });`;

/** The output of lint for the document, by a configuration and the files beside it. */
async function linted(configuration: string, others: Readonly<Record<string, string>> = {}) {
  const cwd = await folderOf({
    'redocly.yaml': configuration,
    'tides.yaml': document,
    'harbour.cjs': plugin,
    'broken.cjs': 'throw new Error("out of order");',
    ...others,
  });
  const entry = { name: 'tides', source: path.join(cwd, 'tides.yaml') };
  const contract = await loadContract(entry, { cwd, allowRemote: false });
  const rules = await loadRules(cwd);
  const { problems, incomplete } = await lintApi(contract, { cwd, rules });
  const lines = problems.map(
    ({ file, line, column, severity, message, rule }) =>
      `${file}:${line}:${column} ${severity} ${rule}: ${message.replaceAll(cwd, '.')}`,
  );
  return { lines, incomplete };
}

const example =
  'tides.yaml:10:60 error example-invalid: the example must be integer, but is "high"';

test.each([
  [
    'extends: [./none.yaml]',
    '1:11',
    'cannot read "./none.yaml": ENOENT: no such file or directory \'./none.yaml\'',
  ],
  [
    'extends: [minimal, recomended]',
    '1:20',
    'there is no preset "recomended"; did you mean "recommended"?',
  ],
  [
    'extends: [strictest]',
    '1:11',
    'there is no preset "strictest"; there is recommended, recommended-strict, minimal, all, spec',
  ],
  ['extends: minimal', '1:1', '"extends" must be a list: "extends: [minimal]"'],
  ['extends: [{rules: {}}]', '1:11', '"extends" must list names of presets and paths of files'],
  ['extends: [harbour/all]', '1:11', 'Invalid config harbour/all: plugin harbour is not included.'],
  ['plugins: ./harbour.cjs', '1:1', '"plugins" must be a list: "plugins: [./harbour.cjs]"'],
  ['plugins: [./none.cjs]', '1:11', 'Plugin "./none.cjs" not found.'],
  ['plugins: [./broken.cjs]', '1:11', 'Failed to load plugin "./broken.cjs": out of order'],
  [
    'plugins: [./harbour.cjs]\nextends: [harbour/most]',
    '2:11',
    "Invalid config harbour/most: plugin harbour doesn't export config with name most.",
  ],
  [
    'plugins: [./harbour.cjs]\nrules: {harbour/quit: warn}',
    '2:9',
    'there is no rule "harbour/quit"; did you mean "harbour/quiet"?',
  ],
  [
    'rules: {harbour/quiet: warn}',
    '1:9',
    'there is no rule "harbour/quiet": no plugin "harbour" is listed under "plugins"',
  ],
  [
    'rules: {info-licence: error}',
    '1:9',
    'there is no rule "info-licence"; did you mean "info-license"?',
  ],
  [
    'rules: {example-invald: warn}',
    '1:9',
    'there is no rule "example-invald"; did you mean "example-invalid"?',
  ],
  [
    'oas3_1Rules: {info-licence: error}',
    '1:15',
    'there is no rule "info-licence"; did you mean "info-license"?',
  ],
  [
    'rules: {no-identical-paths: warning}',
    '1:9',
    '"no-identical-paths" can be one of the following only: "error", "warn", "off"; the value is "warning"; did you mean "warn"?',
  ],
  [
    'rules: {example-invalid: warning}',
    '1:9',
    '"example-invalid" is "error", "warn", "off", and not "warning"',
  ],
  [
    'rule: {info-license: error}',
    '1:1',
    'Property "rule" is not expected here; did you mean "rules"?',
  ],
  [
    'apis: {tides: {root: tides.yaml, rules: {info-licence: off}}}',
    '1:42',
    'there is no rule "info-licence"; did you mean "info-license"?',
  ],
  [
    'rules: [',
    '2:1',
    'a "{" or "[" before this place is not closed, or what is inside is indented too little',
  ],
  ['tides', '1:1', 'Expected type "ConfigRoot" (object) but got "string"; the value is "tides"'],
])(
  '%s is a problem at its place, and the other rules run',
  async (configuration, place, message) => {
    const { lines, incomplete } = await linted(`${configuration}\n`);
    expect(lines).toEqual([`redocly.yaml:${place} error configuration: ${message}`, example]);
    expect(incomplete).toBe(true);
  },
);

test('the content of an extended file is checked as well', async () => {
  const { lines } = await linted('extends: [./team.yaml]\n', {
    'team.yaml': 'extends: [./company.yaml]\nrules: {info-license: off, info-contat: off}\n',
    'company.yaml': 'extends: [minmal]\n',
  });
  expect(lines[0]).toBe(
    'company.yaml:1:11 error configuration: there is no preset "minmal"; did you mean "minimal"?',
  );
  const { lines: others } = await linted('extends: [./team.yaml]\n', {
    'team.yaml': 'rules: {info-license: off, info-contat: off}\n',
  });
  expect(others[0]).toBe(
    'team.yaml:1:28 error configuration: there is no rule "info-contat"; did you mean "info-contact"?',
  );
});

test.each([
  ['of another API', 'apis: {tides: {root: tides.yaml}, moon: {root: m.yaml, rules: {a: off}}}\n'],
  ['that other programs read', 'navbar: {itms: []}\ntheme: {a: 1}\nx-team: harbour\n'],
])('a setting %s is not checked', async (_, configuration) => {
  expect(await linted(configuration)).toEqual({ lines: [example], incomplete: false });
});

test.each([
  ['rules: {example-invalid: warn}', [example.replace('error', 'warning')]],
  ['rules: {example-invalid: {severity: warn}}', [example.replace('error', 'warning')]],
  ['rules: {example-invalid: off}', []],
  ['rules: {example-invalid: off}\noas3_0Rules: {example-invalid: error}', []],
  ['rules: {example-invalid: off}\noas3_1Rules: {example-invalid: error}', [example]],
  ['apis: {tides: {root: tides.yaml, rules: {example-invalid: off}}}', []],
  ['extends: [./team.yaml]', []],
  ['rules: {$ref: ./off.yaml}', []],
])("%s sets the severity of specwright's own findings", async (configuration, lines) => {
  const others = {
    'team.yaml': 'rules: {example-invalid: off}\n',
    'off.yaml': 'example-invalid: off\n',
  };
  expect(await linted(`${configuration}\n`, others)).toEqual({ lines, incomplete: false });
});

test("the ignore file of Redocly also applies to specwright's findings", async () => {
  const pointer = '#/paths/~1tides/get/responses/200/content/application~1json/example';
  const ignored = `tides.yaml: {example-invalid: ['${pointer}']}\n`;
  const { lines } = await linted('rules: {}\n', { '.redocly.lint-ignore.yaml': ignored });
  expect(lines).toEqual([]);
});

test('a schema that does not compile is not "unchecked" if its severity is a warning', async () => {
  const broken = document.replace('{ type: integer }', '{ type: nothing }');
  const asError = await linted('rules: {}\n', { 'tides.yaml': broken });
  expect(asError.incomplete).toBe(true);
  const asWarning = await linted('rules: {schema-uncompilable: warn}\n', { 'tides.yaml': broken });
  expect(asWarning.incomplete).toBe(false);
  expect(asWarning.lines.join()).toContain('warning schema-uncompilable');
});

test('lint and check exit with 2 for rules that cannot be applied, and name the line once', async () => {
  const folder = await folderOf({
    'redocly.yaml':
      'apis: {a: {root: tides.yaml}, b: {root: tides.yaml}}\nextends: [minimal]\nrules: {info-licence: off}\n',
    'tides.yaml': document.replace('high', '1'),
  });
  for (const command of ['lint', 'check']) {
    const { code, stdout } = await specwright([command], folder);
    expect(code).toBe(2);
    const said = stdout.split('\n').filter((line) => line.startsWith('redocly.yaml:3:9: error: '));
    expect(said).toHaveLength(1);
  }
});

test('without rules, lint lists the applied rules', async () => {
  const valid = { 'tides.yaml': document.replace('high', '1') };
  const none = await specwright(['lint', 'tides.yaml'], await folderOf(valid));
  expect(none.stderr).toContain(
    'there is no redocly.yaml: the rules of "recommended-strict" apply',
  );
  const empty = await folderOf({ ...valid, 'redocly.yaml': 'apis: {a: {root: tides.yaml}}\n' });
  const { stderr, code } = await specwright(['lint'], empty);
  expect(stderr).toContain('redocly.yaml asks for no rule of Redocly');
  expect(code).toBe(0);
});

test('lint writes reports, and prints the requested number of problems, errors first', async () => {
  const folder = await folderOf({
    'redocly.yaml': 'rules: {operation-summary: warn, info-license: warn}\n',
    'tides.yaml': document,
  });
  const args = ['lint', 'tides.yaml', '--report', 'sarif=out/lint.sarif'];
  const { code, stdout, stderr } = await specwright([...args, '--max-problems', '1'], folder);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^tides\.yaml:10:60: error: .* \[example-invalid\]\n$/);
  expect(stderr).toContain('and 2 more; "--max-problems 0" prints all');
  const sarif = JSON.parse(await readFile(path.join(folder, 'out/lint.sarif'), 'utf8'));
  expect(sarif.runs[0].results).toHaveLength(3);
  const wrong = await specwright(['lint', 'tides.yaml', '--report', 'pdf=x'], folder);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("'pdf=x'")]);
});
