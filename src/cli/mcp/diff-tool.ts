import { parseHttpUrl } from '../../http/url.ts';
import { diff } from '../commands/diff.ts';
import { exitCode } from '../exit-code.ts';
import { boundedLines } from './bounded.ts';
import { capture } from './captured.ts';
import type { McpProject } from './project.ts';
import { apiProperty, offsetProperty, onlyReads, type Tool } from './tool.ts';
import { ToolTrouble } from './trouble.ts';

interface DiffArguments {
  readonly api?: string;
  readonly since?: string;
  readonly base?: string;
  readonly revision?: string;
  readonly offset?: number;
}

const version = { type: 'string', minLength: 1, maxLength: 1000 };

/** Compares a version of a contract with another one, for its users. */
export const diffVersions: Tool<DiffArguments> = {
  name: 'diff_versions',
  title: 'Compare two versions',
  description:
    'Says what a new version of a contract changes: breaking, dangerous and compatible changes, each with a proof and file:line. Give "since" (and "api"), or "base" and "revision".',
  properties: {
    ...apiProperty,
    since: { ...version, description: 'A git ref, with which the API is compared: "main".' },
    base: {
      ...version,
      description: 'The old version: a file of the project, or "<git ref>:<path>".',
    },
    revision: { ...version, description: 'The new version, written in the same way.' },
    ...offsetProperty,
  },
  hints: onlyReads,
  async run({ api, since, base, revision, offset = 0 }, project, call) {
    const isPair = base !== undefined && revision !== undefined;
    if (isPair === (since !== undefined) || (base === undefined) !== (revision === undefined)) {
      throw new ToolTrouble('give "since" alone or with "api", or "base" and "revision"');
    }
    const args = isPair
      ? await Promise.all([base, revision].map((text) => ownSource(text, project)))
      : api === undefined
        ? []
        : [(await project.entry(api)).name];
    const options = {
      ...(since !== undefined && { baseRef: since }),
      ...({ failOn: 'none', format: 'text', severity: [], report: [] } as const),
    };
    const { code, out, notes } = await capture(project.terminal, call, (own) =>
      diff(args, options, own),
    );
    return {
      text: boundedLines([...notes, '', ...out], { offset }),
      isError: code === exitCode.couldNotRun,
    };
  },
};

/** @throws {ToolTrouble} if it is on a host that the project does not name. */
async function ownSource(text: string, project: McpProject): Promise<string> {
  const url = parseHttpUrl(text);
  if (url === undefined) return text;
  const sources = (await project.entries()).map(({ source }) => source);
  const known = sources.flatMap((source) => parseHttpUrl(source)?.origin ?? []);
  if (known.includes(url.origin)) return text;
  throw new ToolTrouble(
    `cannot load "${text}": redocly.yaml names no API at ${url.origin}; compare files or git refs`,
  );
}
