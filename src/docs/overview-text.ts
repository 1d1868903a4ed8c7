import type { Api } from '../api/model.ts';
import { baseUrlOf, type DescribedOperation } from './describe.ts';
import type { Site } from './frame.ts';
import type { IndexEntry } from './index-page.ts';
import { linkFrom } from './link-from.ts';
import { linkedText } from './linked-text.ts';
import type { Links } from './links.ts';
import { shortened } from './markdown.ts';
import { navigationOf } from './navigation.ts';
import { summaryOf, topicsOf } from './overview-page.ts';
import { operationText } from './paths.ts';

/** An API as Markdown: what it is, and links to the Markdown of its operations. */
export function overviewMarkdown({
  api,
  operations,
  pages,
  links,
}: IndexEntry & { readonly links: Links }): string {
  const link = linkFrom(pages.text);
  const servers = api.servers.map(
    (server) =>
      `- \`${baseUrlOf(server, api)}\`${server.description ? `: ${oneLine(server.description)}` : ''}`,
  );
  const { groups } = navigationOf(api, operations, { labels: links.labels, guides: [] });
  const topics = topicsOf(api, groups).map(
    ([name, text]) => [name, linkedText(text, pages.text, links)] as const,
  );
  const blocks = [
    `# ${oneLine(api.title)} ${api.version}`,
    api.summary,
    api.description && linkedText(api.description, pages.text, links).trim(),
    servers.length === 0 ? undefined : `## Servers\n\n${servers.join('\n')}`,
    ...topics.map(([name, text]) => `## ${oneLine(name)}\n\n${text.trim()}`),
    `## Operations\n\n${operations.map((operation) => operationLine(api, operation, link)).join('\n')}`,
    `The whole contract: [YAML](${link(pages.yaml)}), [JSON](${link(pages.json)})`,
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** The index file for programs that read text (llmstxt.org). */
export function llmsText(entries: readonly IndexEntry[], site: Site): string {
  const link = (target: string) => (site.url ?? '') + linkFrom('llms.txt')(target);
  const sections = entries.map(({ api, operations, pages }) =>
    [
      `## ${oneLine(api.title)} ${api.version}`,
      '',
      summaryOf(api),
      '',
      `- [Overview](${link(pages.text)})`,
      `- [The contract, OpenAPI ${api.dialect}](${link(pages.yaml)})`,
      ...operations.map((operation) => operationLine(api, operation, link)),
    ].join('\n'),
  );
  const about = `> What ${entries.length === 1 ? 'one HTTP API offers' : `${entries.length} HTTP APIs offer`}, an operation a page.`;
  const guides = site.guides.map(
    ({ title, page }) => `- [${title}](${link(page.replace(/\.html$/, '.md'))})`,
  );
  if (guides.length > 0) sections.unshift([`## ${site.labels.guides}`, '', ...guides].join('\n'));
  return `# ${site.title}\n\n${about}\n\n${sections.join('\n\n')}\n`;
}

function operationLine(
  api: Api,
  described: DescribedOperation,
  link: (target: string) => string,
): string {
  const { method, path } = described.operation;
  const about = shortened(described.about, 160);
  const name = described.title.replace(/[[\]]/g, '\\$&');
  return `- [${name}](${link(operationText(api, described))}): \`${method} ${path}\`${about === '' ? '' : ` ${about}`}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
