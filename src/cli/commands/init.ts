import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadApi } from '../../api/load.ts';
import type { Api } from '../../api/model.ts';
import { nameOfSource } from '../../api/name.ts';
import { applyChanges } from '../../init/apply.ts';
import { contractFrom, type FirstContract, foundDocuments } from '../../init/document.ts';
import { firstHandlers } from '../../init/handlers.ts';
import { type Installer, installerOf } from '../../init/package-manager.ts';
import { type Change, planInit, type Wanted } from '../../init/plan.ts';
import { repositoryAround } from '../../init/repository.ts';
import { starterContract } from '../../init/starter.ts';
import type { WorkflowProject } from '../../init/workflow.ts';
import { runners } from '../../report/program-command.ts';
import { readVersion } from '../../report/version.ts';
import { apisOrExplain } from '../apis.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { openPrompt, type Prompt } from '../prompt.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface InitOptions {
  readonly name?: string;
  /** The recording from which the first document is inferred. */
  readonly fromTraffic?: string;
  readonly baseUrl?: string;
  /** Whether to write a GitHub workflow; by default it asks, or writes none. */
  readonly workflow?: boolean;
  /** Accept every proposed answer. */
  readonly yes?: boolean;
  /** Replace files that are there. */
  readonly force?: boolean;
}

/**
 * `specwright init`: a project in which every other command works, with or without an existing
 * document.
 */
export async function init(
  document: string | undefined,
  options: InitOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const isPrompting = terminal.interactive && process.stdin.isTTY === true && !options.yes;
  const prompt = isPrompting ? openPrompt() : undefined;
  try {
    const project = projectIn(terminal.cwd);
    const wanted = await wantedFrom(document, options, project, terminal, prompt);
    if (wanted === undefined) return exitCode.couldNotRun;
    const plan = planInit(wanted, { read: (file) => readText(path.resolve(terminal.cwd, file)) });
    if (!plan.ok) {
      explain(`cannot set up the project: ${plan.reason}`, terminal);
      return exitCode.couldNotRun;
    }
    if (!(await mayReplace(plan.changes, options, terminal, prompt))) return exitCode.couldNotRun;
    await applyChanges(plan.changes, terminal.cwd);
    printResult(plan.changes, wanted.name, project.installer, terminal);
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
  project: Project,
  terminal: Terminal,
  prompt: Prompt | undefined,
): Promise<Wanted | undefined> {
  const chosen = await chosenContract(document, options, terminal, prompt);
  if (chosen === undefined) return undefined;
  const { answer: source, value } = chosen;
  const { contract } = value;
  const isNew = contract.kind === 'starter';
  const proposedName = isNew ? nameOfSource(terminal.cwd).toLowerCase() : nameOfSource(source);
  const named = await untilGood(
    options.name === undefined ? prompt : undefined,
    'What is the API called here?',
    options.name ?? proposedName,
    async (name) => checkedName(name, terminal),
  );
  if (named === undefined) return undefined;
  const isWanted =
    options.workflow ??
    (await prompt?.yes(
      'Write a GitHub workflow that checks the contracts?',
      existsSync(path.join(project.root, '.github')),
    )) ??
    false;
  const api = value.api ?? (await starterApi(named.value));
  return {
    name: named.value,
    contract,
    handlers:
      api === undefined || api.operations.length === 0
        ? undefined
        : firstHandlers({ ...api, name: named.value }),
    workflow: isWanted ? workflowFor(project, terminal.cwd) : undefined,
    version: `^${readVersion()}`,
  };
}

/** The start of the project: a recording, a document or nothing. */
async function chosenContract(
  document: string | undefined,
  { fromTraffic, name, baseUrl }: InitOptions,
  terminal: Terminal,
  prompt: Prompt | undefined,
): Promise<{ readonly answer: string; readonly value: FirstContract } | undefined> {
  if (fromTraffic !== undefined) {
    if (document !== undefined) {
      explain('cannot start from both a document and --from-traffic: give one', terminal);
      return undefined;
    }
    const { contractFromTraffic } = await import('./init-traffic.ts');
    const title = name ?? nameOfSource(fromTraffic);
    const value = await contractFromTraffic(fromTraffic, title, baseUrl, terminal);
    return value && { answer: fromTraffic, value };
  }
  const found = document === undefined ? foundDocuments(terminal.cwd) : [document];
  if (found.length > 1 && prompt === undefined) {
    const names = found.map((file) => `"${file}"`).join(', ');
    explain(`cannot choose a document: there are ${names}; name one of them, or "new"`, terminal);
    return undefined;
  }
  if (found.length > 1) terminal.note(`OpenAPI documents here: ${found.join(', ')}`);
  return untilGood(
    document === undefined ? prompt : undefined,
    'Which OpenAPI document (a path, a URL, or "new")?',
    found[0] ?? 'new',
    (source) => contractAt(source, terminal),
  );
}

/** Asks again after an invalid answer; without a person, the default must be valid. */
async function untilGood<T>(
  prompt: Prompt | undefined,
  question: string,
  proposed: string,
  check: (answer: string) => Promise<T | undefined>,
): Promise<{ readonly answer: string; readonly value: T } | undefined> {
  for (;;) {
    const answer = (await prompt?.text(question, proposed)) ?? proposed;
    const value = await check(answer);
    if (value !== undefined) return { answer, value };
    if (prompt === undefined) return undefined;
  }
}

async function contractAt(source: string, terminal: Terminal): Promise<FirstContract | undefined> {
  if (source === 'new') return { contract: { kind: 'starter' }, api: undefined };
  const [api] = (await apisOrExplain([source], terminal)) ?? [];
  return api && { contract: await contractFrom(source, api, terminal.cwd), api };
}

async function starterApi(name: string): Promise<Api | undefined> {
  const { api } = await loadApi('openapi.yaml', { name, read: async () => starterContract(name) });
  return api;
}

function checkedName(name: string, terminal: Terminal): string | undefined {
  if (/^\w[\w.@-]*$/.test(name)) return name;
  explain(
    `cannot call the API "${name}": use letters, digits, ".", "-", "_" and "@" only`,
    terminal,
  );
  return undefined;
}

/** A project in its repository; alone outside a repository. */
interface Project extends WorkflowProject {
  readonly root: string;
}

function projectIn(cwd: string): Project {
  const { root, defaultBranch } = repositoryAround(cwd) ?? { root: cwd, defaultBranch: 'main' };
  const folder = path.relative(root, cwd).split(path.sep).join('/');
  return { root, defaultBranch, folder, installer: installerOf(cwd, root) };
}

/** GitHub reads workflows only at the root of the repository. */
function workflowFor(project: Project, cwd: string): Wanted['workflow'] {
  const file = path.join(project.root, '.github/workflows/contracts.yml');
  return { path: path.relative(cwd, file).split(path.sep).join('/'), project };
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

function printResult(
  changes: readonly Change[],
  name: string,
  { manager }: Installer,
  terminal: Terminal,
): void {
  for (const { path: file, before } of changes) {
    terminal.out(`${before === undefined ? 'wrote' : 'changed'} ${file}`);
  }
  if (changes.length === 0) terminal.note('everything is there already');
  const isNewHere = changes.some(({ path: file }) => file === 'package.json');
  const run = `${runners[manager]} specwright`;
  for (const line of [
    '',
    'Next:',
    ...(isNewHere ? [nextLine(`${manager} install`, 'what package.json names')] : []),
    nextLine(`${run} mock ${name}`, 'a mock of the API, on port 4010'),
    nextLine(`${run} generate`, 'types and a client, in generated/'),
    nextLine(`${run} check`, 'all checks for CI'),
  ]) {
    terminal.note(line);
  }
}

function nextLine(command: string, meaning: string): string {
  return `  ${command.padEnd(34)}${meaning}`;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
