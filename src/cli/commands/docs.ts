import path from 'node:path';
import type { Api } from '../../api/model.ts';
import { buildDocs, type SiteOptions } from '../../docs/portal.ts';
import { changelogsSince } from '../changelog.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { apisOrExplain, explain } from '../select.ts';
import type { Terminal } from '../terminal.ts';

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
  const apis = await apisOrExplain(args, terminal);
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

/** What the flags say of a site; when that cannot be said, tells why and gives nothing. */
async function siteOptions(
  apis: readonly Api[],
  { title, siteUrl, since }: DocsOptions,
  terminal: Terminal,
): Promise<SiteOptions | undefined> {
  const options = {
    ...(title !== undefined && { title }),
    ...(siteUrl !== undefined && { url: siteUrl }),
  };
  if (since === undefined) return options;
  const compared = await changelogsSince(since, apis, terminal);
  if (compared.ok) return { ...options, changelogs: compared.changelogs };
  explain(`cannot tell what changed: ${compared.reason}`, terminal);
  return undefined;
}
