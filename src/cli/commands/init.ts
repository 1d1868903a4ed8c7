import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { nameOfSource } from '../../api/name.ts';
import { applyChanges } from '../../init/apply.ts';
import { contractFrom, foundDocument } from '../../init/document.ts';
import { type Change, planInit, type Wanted } from '../../init/plan.ts';
import { readVersion } from '../../report/version.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { openPrompt, type Prompt } from '../prompt.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface InitOptions {
  readonly name?: string;
  /** Whether a GitHub workflow is written; asked, or no, where it is not said. */
  readonly workflow?: boolean;
  /** Take every answer as it is proposed. */
  readonly yes?: boolean;
  /** Replace files that are there. */
  readonly force?: boolean;
}

/** `specwright init`: a project in which every other command works, from a document or from none. */
export async function init(
  document: string | undefined,
  options: InitOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const isAsked = terminal.interactive && process.stdin.isTTY === true && !options.yes;
  const prompt = isAsked ? openPrompt() : undefined;
  try {
    const wanted = await wantedFrom(document, options, terminal, prompt);
    if (wanted === undefined) return exitCode.couldNotRun;
    const plan = planInit(wanted, { read: (file) => readText(path.resolve(terminal.cwd, file)) });
    if (!plan.ok) {
      explain(`cannot set up the project: ${plan.reason}`, terminal);
      return exitCode.couldNotRun;
    }
    if (!(await mayReplace(plan.changes, options, terminal, prompt))) return exitCode.couldNotRun;
    await applyChanges(plan.changes, terminal.cwd);
    tell(plan.changes, wanted.name, terminal);
    return exitCode.good;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ABORT_ERR') {
      explain('nothing was written', terminal);
    } else explain(`cannot set up the project: ${(error as Error).message}`, terminal);
    return exitCode.couldNotRun;
  } finally {
    prompt?.close();
  }
}

async function wantedFrom(
  document: string | undefined,
  options: InitOptions,
  terminal: Terminal,
  prompt: Prompt | undefined,
): Promise<Wanted | undefined> {
  const proposed = document ?? foundDocument(terminal.cwd);
  const source =
    document ??
    (await prompt?.text(
      'Which OpenAPI document? A path, a URL, or "new" for a small one to start with:',
      proposed ?? 'new',
    )) ??
    proposed ??
    'new';
  const isNew = source === 'new';
  const contract = isNew ? ({ kind: 'starter' } as const) : await contractAt(source, terminal);
  if (contract === undefined) return undefined;
  const name =
    options.name ?? (isNew ? nameOfSource(terminal.cwd).toLowerCase() : nameOfSource(source));
  const chosen = options.name ?? (await prompt?.text('What is the API called here?', name)) ?? name;
  if (!/^\w[\w.@-]*$/.test(chosen)) {
    explain(
      `cannot call the API "${chosen}": use letters, digits, ".", "-", "_" and "@" only`,
      terminal,
    );
    return undefined;
  }
  const workflow =
    options.workflow ??
    (await prompt?.yes(
      'Write a GitHub workflow that checks the contracts?',
      existsSync(path.resolve(terminal.cwd, '.github')),
    )) ??
    false;
  return { name: chosen, contract, workflow, version: `^${readVersion()}` };
}

async function contractAt(
  source: string,
  terminal: Terminal,
): Promise<Wanted['contract'] | undefined> {
  const [api] = (await apisOrExplain([source], terminal)) ?? [];
  return api && contractFrom(source, api, terminal.cwd);
}

async function mayReplace(
  changes: readonly Change[],
  { force = false }: InitOptions,
  terminal: Terminal,
  prompt: Prompt | undefined,
): Promise<boolean> {
  const lost = changes.filter(({ before, keeps }) => before !== undefined && !keeps);
  if (lost.length === 0 || force) return true;
  const names = lost.map((change) => `"${change.path}"`).join(', ');
  if (prompt !== undefined) {
    if (await prompt.yes(`Replace ${names}?`, false)) return true;
    explain('nothing was written', terminal);
    return false;
  }
  explain(`cannot write ${names}: there is one already; --force replaces it`, terminal);
  return false;
}

function tell(changes: readonly Change[], name: string, terminal: Terminal): void {
  for (const { path: file, before } of changes) {
    terminal.out(`${before === undefined ? 'wrote' : 'changed'} ${file}`);
  }
  if (changes.length === 0) terminal.note('everything is there already');
  const isNewHere = changes.some(({ path: file }) => file === 'package.json');
  const manager = packageManagers.find(([lock]) => existsSync(path.resolve(terminal.cwd, lock)));
  const install = `${manager?.[1] ?? 'npm'} install`.padEnd(32);
  for (const line of [
    '',
    'Next:',
    ...(isNewHere ? [`  ${install}what package.json names`] : []),
    `  npx specwright mock ${name}`,
    '  npx specwright generate         types and a client, in generated/',
    '  npx specwright check            all that CI should know',
  ]) {
    terminal.note(line);
  }
}

/** Who installs, by the lock file that it keeps. */
const packageManagers = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
] as const;

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
