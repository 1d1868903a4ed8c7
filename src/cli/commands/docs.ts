import path from 'node:path';
import type { Api } from '../../api/model.ts';
import { buildDocs, type SiteOptions } from '../../docs/portal.ts';
import { redocScript } from '../../docs/redoc.ts';
import { loadRules } from '../../lint/rules.ts';
import { apisOrExplain, selectIn, wholeApisOf } from '../apis.ts';
import { brandOf } from '../brand.ts';
import { changelogsSince } from '../changelog.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { createLog } from '../log.ts';
import { findHandlers } from '../mock-handlers.ts';
import { aroundMock, withDocs } from '../mock-with-docs.ts';
import { watchPages } from '../page-traffic.ts';
import { serve } from '../serve.ts';
import type { ServeOptions } from '../serve-options.ts';
import { expectShortRun } from '../short-run.ts';
import { stopRequested } from '../stop.ts';
import { explain, type Terminal } from '../terminal.ts';

export interface DocsOptions {
  readonly out: string;
  readonly title?: string;
  readonly siteUrl?: string;
  readonly since?: string;
}

/** `specwright docs build`: a static site of all APIs. */
export async function docs(
  args: readonly string[],
  options: DocsOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  expectShortRun();
  const apis = await apisOrExplain(args, terminal, wholeApisOf);
  if (apis === undefined) return exitCode.couldNotRun;
  const site = await siteOptions(apis, options, terminal);
  if (site === undefined) return exitCode.couldNotRun;
  const result = await buildDocs(apis, { ...site, cwd: terminal.cwd, outDir: options.out });
  if (result.kind === 'refused') {
    explain(result.message, terminal);
    return exitCode.couldNotRun;
  }
  for (const warning of result.warnings) explain(warning, terminal);
  for (const page of result.pages) terminal.out(path.relative(terminal.cwd, page));
  return exitCode.good;
}

export interface ServeDocsOptions extends Omit<DocsOptions, 'out'> {
  readonly port: number;
  readonly host: string;
  readonly watch?: boolean;
}

/** `specwright docs serve`: serves the site, with forms that send requests to a mock beside it. */
export async function serveDocs(
  args: readonly string[],
  options: ServeDocsOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const log = createLog(terminal, { level: terminal.interactive ? 'info' : 'warn', json: false });
  const select = () => selectIn(terminal.cwd, args);
  const { selection, files } = await select();
  if (!selection.ok) {
    explain(selection.message, terminal);
    return exitCode.couldNotRun;
  }
  const site = await servedSite(args, options, terminal);
  if (site === undefined) return exitCode.couldNotRun;
  const stopRequest = stopRequested();
  const { host, port } = options;
  const { cwd, allowRemote, lenientNullable = false } = terminal;
  const pages = watchPages();
  const settings: ServeOptions = {
    pages,
    ...{ cwd, allowRemote, lenientNullable, host, ports: [port], select },
    ...{ tls: undefined, certificate: undefined, cors: false, strict: false },
    answers: { dynamic: false, errors: false, callbacks: false },
    findHandlers: (apis) => findHandlers(apis, cwd),
    isAlone: true,
    bodyLimit: 10_000_000,
    watch: options.watch ?? terminal.interactive,
    docs: aroundMock.site,
    withDocs: (mock, apis) => withDocs(mock, apis, aroundMock, async () => site, pages),
  };
  const logs = { contracts: log, requests: log };
  const serving = await serve(selection.apis, files, settings, logs);
  if (!serving.ok) return serving.code;
  for (const url of serving.urls) terminal.out(`specwright docs listening on ${url}`);
  await stopRequest;
  await serving.stop();
  return exitCode.good;
}

/** The options of a site to serve, if it can be made. */
async function servedSite(
  args: readonly string[],
  options: ServeDocsOptions,
  terminal: Terminal,
): Promise<SiteOptions | undefined> {
  const redoc = await redocScript();
  if (!redoc.ok) {
    explain(`cannot show the documentation: ${redoc.reason}`, terminal);
    return undefined;
  }
  const apis = options.since === undefined ? [] : await apisOrExplain(args, terminal);
  return apis && siteOptions(apis, options, terminal);
}

/** The flags about a site; explains and returns nothing if they are invalid. */
async function siteOptions(
  apis: readonly Api[],
  { title, siteUrl, since }: Omit<DocsOptions, 'out'>,
  terminal: Terminal,
): Promise<SiteOptions | undefined> {
  const rules = await loadRules(terminal.cwd);
  if (rules.config === undefined) {
    const [problem] = rules.problems;
    const where =
      problem === undefined ? '' : `${problem.file}:${problem.line}: ${problem.message}`;
    explain(`cannot apply the decorators of ${rules.from}: ${where}`, terminal);
    return undefined;
  }
  const branded = await brandOf(terminal);
  if (branded === undefined) return undefined;
  const options = {
    ...branded,
    readRedocly: async () => rules.config,
    allowRemote: terminal.allowRemote,
    ...(title !== undefined && { title }),
    ...(siteUrl !== undefined && { url: siteUrl }),
  };
  if (since === undefined) return options;
  const compared = await changelogsSince(since, apis, terminal);
  if (compared.ok) return { ...options, changelogs: compared.changelogs };
  explain(`cannot tell what changed: ${compared.reason}`, terminal);
  return undefined;
}
