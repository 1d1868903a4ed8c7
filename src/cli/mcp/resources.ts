import { bundleApi } from '../../api/bundle.ts';
import { findingCodes } from '../../finding.ts';
import { percentDecode } from '../../http/percent.ts';
import { readPackageFile } from '../../report/package-file.ts';
import type { McpProject } from './project.ts';
import { ToolTrouble } from './trouble.ts';

/** Something that a host can read whole. */
export interface McpResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mimeType: string;
}

export const resourceTemplates = [
  {
    uriTemplate: 'specwright://contracts/{api}',
    name: 'contract',
    title: 'The contract of an API, as one document',
    mimeType: 'application/json',
  },
  {
    uriTemplate: 'specwright://findings/{code}',
    name: 'finding',
    title: 'The page of a finding: what it means, and what to do',
    mimeType: 'text/markdown',
  },
];

/** More would fill the context of a model. */
const mostCharacters = 2_000_000;

export async function listResources(project: McpProject): Promise<readonly McpResource[]> {
  const contracts = (await project.entries()).map(({ name }) => ({
    uri: `specwright://contracts/${encodeURIComponent(name)}`,
    name,
    title: `The contract of ${name}`,
    mimeType: 'application/json',
  }));
  const findings = Object.entries(findingCodes).map(([code, { title }]) => ({
    uri: `specwright://findings/${code}`,
    name: code,
    title,
    mimeType: 'text/markdown',
  }));
  return [...contracts, ...findings];
}

/** @throws {ToolTrouble} if there is no such resource, or it is too large. */
export async function readResource(
  uri: string,
  project: McpProject,
): Promise<{ readonly mimeType: string; readonly text: string }> {
  const [, kind, written = ''] = /^specwright:\/\/(contracts|findings)\/([^/?#]+)$/.exec(uri) ?? [];
  const name = percentDecode(written);
  if (kind === 'findings' && name !== undefined && Object.hasOwn(findingCodes, name)) {
    return { mimeType: 'text/markdown', text: await readPackageFile(`docs/findings/${name}.md`) };
  }
  const entry = (await project.entries()).find((one) => one.name === name);
  if (kind !== 'contracts' || entry === undefined) {
    throw new ToolTrouble(`there is no resource "${uri}"`);
  }
  const { api } = await project.contractOf(entry);
  const text = JSON.stringify(await bundleApi(api), null, 2);
  if (text.length <= mostCharacters) return { mimeType: 'application/json', text };
  throw new ToolTrouble(
    `the contract of ${api.name} is too large to be read whole (${text.length} characters); list_operations, describe_operation and get_schema give its parts`,
  );
}
