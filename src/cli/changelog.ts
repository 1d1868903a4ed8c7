import { fileURLToPath } from 'node:url';
import type { LoadedApi } from '../api/load.ts';
import type { Api } from '../api/model.ts';
import { type ApiDiff, diffApis } from '../diff/diff.ts';
import { messageOfChange, messageOfWitness, titleOfOperation } from '../diff/message.ts';
import type { Changelog } from '../docs/changes-page.ts';
import type { Finding } from '../finding.ts';
import { messageWithPlace } from '../report/message.ts';
import { formerApis } from '../sources/former.ts';
import { GitTrouble, openGitTree } from '../sources/git.ts';
import { loadSource, parseSourceText } from '../sources/version.ts';
import type { Terminal } from './terminal.ts';

/** The base of relative paths, and whether documents on other hosts may be fetched. */
export type Surroundings = Pick<Terminal, 'cwd' | 'allowRemote'>;

/** A changelog by the name of each API, or the reason why it cannot be made. */
export type Changelogs =
  | { readonly ok: true; readonly changelogs: ReadonlyMap<string, Changelog> }
  | { readonly ok: false; readonly reason: string };

/**
 * Compares APIs with a former version: all of them with a git ref, a single one with a file or URL.
 * If something cannot be loaded or compared, there is no changelog, instead of one with gaps.
 */
export async function changelogsSince(
  since: string,
  apis: readonly Api[],
  surroundings: Surroundings,
): Promise<Changelogs> {
  const changelogs = new Map<string, Changelog>();
  try {
    const former = await formerVersions(since, apis, surroundings);
    for (const api of apis) {
      const base = await former(api);
      if (base === undefined) {
        changelogs.set(api.name, { since, version: undefined, entries: [] });
        continue;
      }
      const { api: before, findings } = base;
      if (before === undefined || findings.length > 0) return refuse(api, since, findings);
      const compared = diffApis(before, api);
      const problems = [...compared.problems, ...compared.baseProblems];
      if (problems.length > 0) return refuse(api, since, problems);
      changelogs.set(api.name, changelogOf(compared, since));
    }
  } catch (error) {
    if (!(error instanceof GitTrouble)) throw error;
    return { ok: false, reason: error.message };
  }
  return { ok: true, changelogs };
}

type Former = (api: Api) => Promise<LoadedApi | undefined>;

async function formerVersions(
  since: string,
  apis: readonly Api[],
  surroundings: Surroundings,
): Promise<Former> {
  const { cwd } = surroundings;
  const tree = await openGitTree(since, cwd).catch((trouble: GitTrouble) => trouble);
  if (!(tree instanceof GitTrouble)) {
    const former = await formerApis(tree, { cwd });
    return (api) => former.load(api.name, fileOf(api));
  }
  const source = await parseSourceText(since, cwd);
  const isFile = source.kind === 'git' || /^https?:|[./\\]/i.test(since);
  if (!isFile) throw tree;
  if (apis.length > 1) {
    throw new GitTrouble(
      `"${since}" is one document, and there are ${apis.length} APIs; name one of them, or a git ref`,
    );
  }
  return (api) => loadSource(source, surroundings, api.name);
}

function fileOf({ name, root }: Api): string {
  if (root.uri.startsWith('file:')) return fileURLToPath(root.uri);
  throw new GitTrouble(`"${name}" is at ${root.uri}, of which git has no versions`);
}

function changelogOf({ base, changes }: ApiDiff, since: string): Changelog {
  return {
    since,
    version: base.version,
    entries: changes.map((change) => ({
      severity: change.severity,
      operations: change.operations.map(titleOfOperation),
      message: messageOfChange(change),
      witness: messageOfWitness(change),
    })),
  };
}

function refuse(api: Api, since: string, findings: readonly Finding[]): Changelogs {
  const [first] = findings;
  const reason = first === undefined ? 'it does not load' : messageWithPlace(first);
  return { ok: false, reason: `"${api.name}" cannot be compared with ${since}: ${reason}` };
}
