import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../../src/cli/main.ts';
import { folderOf, specwright } from './run.ts';

const program = path.resolve('bin/specwright.js');
const execute = promisify(execFile);
const scripts = new Map<string, string>();

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout, stderr } = await specwright(['completion', shell]);
    expect([code, stderr]).toEqual([0, '']);
    scripts.set(shell, stdout);
  }
});

/** The completions of bash for a line with the cursor at its end; bash calls the function in the same way. */
async function bashReplies(line: string, cwd = process.cwd()): Promise<readonly string[]> {
  const call = `${scripts.get('bash')}
specwright() { ${JSON.stringify(process.execPath)} ${JSON.stringify(program)} "$@"; }
complete -p specwright >/dev/null || exit 9
COMP_LINE=$1 COMP_POINT=\${#1}
read -ra COMP_WORDS <<<"$COMP_LINE"
if [[ $COMP_LINE == *' ' ]]; then COMP_WORDS+=(''); fi
COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
# Bash breaks words at these, too.
last=\${COMP_WORDS[COMP_CWORD]}
_specwright specwright "\${last##*[=:]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = await execute('bash', ['-c', call, 'bash', line], { cwd });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((reply) => reply !== '');
}

const project = () =>
  folderOf({
    'redocly.yaml': 'apis:\n  pets@v1: { root: a.yaml }\n  orders: { root: b.yaml }\n',
    'openapi.yaml': '',
    'old api.yaml': '',
  });

describe('bash', () => {
  test.each([
    ['specwright ge', ['generate']],
    ['specwright docs ', ['build', 'serve', 'help']],
    ['specwright mock --eng', ['--engine']],
    ['specwright mock --engine ', ['specwright', 'prism']],
    ['specwright mock --engine p', ['prism']],
    ['specwright mock --engine=p', ['prism']],
    ['specwright --allow-remote docs build --ou', ['--out']],
    ['specwright mock --port ', []],
    ['specwright verify --lenient-n', ['--lenient-nullable']],
    ['specwright completion ', ['bash', 'zsh', 'fish']],
    ['specwright help com', ['completion']],
    ['specwright verify --report j', ['json=', 'junit=']],
    ['specwright diff --report=m', ['markdown=']],
    ['specwright mock --scenario verify --engine s', ['specwright']],
  ])('%s', async (line, replies) => {
    expect(await bashReplies(line)).toEqual(replies);
  });

  test('completes the names of the APIs, or else files', async () => {
    const cwd = await project();
    expect(await bashReplies('specwright mock ', cwd)).toEqual(['pets@v1', 'orders']);
    expect(await bashReplies('specwright mock orders pe', cwd)).toEqual(['pets@v1']);
    expect(await bashReplies('specwright verify orders pe', cwd)).toEqual([]);
    expect(await bashReplies('specwright mock open', cwd)).toEqual(['openapi.yaml']);
    expect(await bashReplies('specwright traffic o', cwd)).toEqual([
      'old api.yaml',
      'openapi.yaml',
    ]);
    expect(await bashReplies('specwright traffic log.har o', cwd)).toEqual(['orders']);
    expect(await bashReplies('specwright mock --tls-cert op', cwd)).toEqual(['openapi.yaml']);
    expect(await bashReplies('specwright mock pets -- op', cwd)).toEqual(['openapi.yaml']);
  });

  test('completes a kind of report, and then its file', async () => {
    const cwd = await project();
    const kinds = ['json=', 'github=', 'junit=', 'sarif=', 'markdown='];
    expect(await bashReplies('specwright lint --report ', cwd)).toEqual(kinds);
    expect(await bashReplies('specwright lint --report html', cwd)).toEqual([]);
    expect(await bashReplies('specwright lint --report sarif=op', cwd)).toEqual(['openapi.yaml']);
    expect(await bashReplies('specwright lint --report=sarif=op', cwd)).toEqual(['openapi.yaml']);
    expect(await bashReplies('specwright lint --report sarif=x pe', cwd)).toEqual(['pets@v1']);
  });

  test('completes all commands, with all their visible flags', async () => {
    for (const command of commandLine(async () => {}).commands) {
      expect(await bashReplies(`specwright ${command.name()}`)).toContain(command.name());
      const flags = await bashReplies(`specwright ${command.name()} -`);
      const known = command.options.filter(({ hidden }) => !hidden).map(({ long }) => long);
      expect(flags).toEqual(expect.arrayContaining(known));
    }
  });
});

test('offers no names in a folder without an API, or with a broken registry', async () => {
  const empty = await folderOf({});
  mkdirSync(path.join(empty, 'sub'));
  expect(await specwright(['completion', '--apis'], empty)).toMatchObject({ code: 0, stdout: '' });
  writeFileSync(path.join(empty, 'redocly.yaml'), 'apis: [');
  expect(await specwright(['completion', '--apis'], empty)).toMatchObject({ code: 0, stdout: '' });
});

test('reports a missing shell and an unknown one as errors', async () => {
  const missing = await specwright(['completion']);
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toContain('name the shell: bash, zsh, fish');
  const unknown = await specwright(['completion', 'ksh']);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('Allowed choices are bash, zsh, fish');
});

describe.each([
  ['bash', '-n'],
  ['zsh', '-n'],
  ['fish', '--no-execute'],
] as const)('%s', (shell, flag) => {
  test('can load the script', async (context) => {
    const isInstalled = await execute(shell, ['--version']).then(
      () => true,
      () => false,
    );
    if (!isInstalled) return context.skip(`${shell} is not installed`);
    const cwd = await folderOf({ script: scripts.get(shell)! });
    expect(await execute(shell, [flag, 'script'], { cwd })).toMatchObject({ stderr: '' });
  });
});
