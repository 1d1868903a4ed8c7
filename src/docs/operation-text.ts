import type { Api, ApiResponse, Operation } from '../api/model.ts';
import type { ContentGroup } from './content.ts';
import { baseUrlOf, type DescribedOperation } from './describe.ts';
import { linkedText } from './linked-text.ts';
import type { Links } from './links.ts';
import {
  type OperationContent,
  ownServers,
  type ResponseContent,
  variableText,
} from './operation-content.ts';
import { credentialText } from './parameter-member.ts';
import { operationText } from './paths.ts';
import { contentText, fenced, joined, memberText } from './schema-text.ts';
import { flowsOf } from './security.ts';

/** Everything that a contract says about one operation, as Markdown for programs and readers. */
export function operationMarkdown(
  described: DescribedOperation,
  content: OperationContent,
  links: Links,
): string {
  const { operation, title, baseUrl, isWebhook } = described;
  const { api } = links;
  const { method, path, description, deprecated } = operation;
  const text = joined([
    `# ${title}`,
    `\`${method} ${isWebhook ? path : baseUrl + path}\` · ${api.title} ${api.version}`,
    deprecated && '**Deprecated.**',
    content.pathDescription?.trim(),
    description?.trim(),
    content.externalDocs,
    isWebhook ? undefined : serversText(operation, api),
    securityText(operation),
    ...contentBlocks(content, '##', examplesText(described)),
    ...content.callbacks.flatMap(({ callback: { name, expression }, operations }) =>
      operations.flatMap((one) => [
        `## Callback ${name}`,
        `\`${one.operation.method} ${expression}\``,
        one.operation.summary,
        one.operation.description?.trim(),
        ...contentBlocks(one, '###'),
      ]),
    ),
  ]);
  return linkedText(text, operationText(api, described), links);
}

function serversText(operation: Operation, api: Api): string | undefined {
  const lines = ownServers(operation, api).flatMap((server) => {
    const names = Object.keys(server.variables);
    const url = names.length > 0 ? server.url : baseUrlOf(server, api);
    const about = server.description?.replace(/\s+/g, ' ').trim();
    return [
      `- \`${url}\`${about ? `: ${about}` : ''}`,
      ...names.map((name) => `  - ${variableText(server, name)}`),
    ];
  });
  return lines.length === 0 ? undefined : `## Servers\n\n${lines.join('\n')}`;
}

function securityText({ security }: Operation): string | undefined {
  if (security.length === 0) return undefined;
  const lines = security.flatMap((requirement) => {
    if (requirement.length === 0) return ['- no authentication'];
    const parts = requirement.map(
      ({ scheme, scopes }) =>
        `${scheme.name}: ${credentialText(scheme.credential)}${scopes.length === 0 ? '' : ` for ${scopes.map((scope) => `\`${scope}\``).join(', ')}`}`,
    );
    const flows = requirement.flatMap(({ scheme, scopes }) => flowsOf(scheme, scopes));
    return [`- ${parts.join(' and ')}`, ...flows.map((text) => `  - ${text}`)];
  });
  const any = security.length > 1 ? 'Any of:\n\n' : '';
  return `## Authentication\n\n${any}${lines.join('\n')}`;
}

/** Parameters, body and responses: of the operation, or of a callback. */
function contentBlocks(
  { parameters, request, responses }: OperationContent,
  heading: string,
  examples: readonly string[] = [],
): readonly (string | undefined | false)[] {
  const lines = parameters.flatMap(({ place, members }) =>
    members.map((member) => memberText(member, 0, place)),
  );
  return [
    lines.length > 0 && `${heading} Parameters\n\n${lines.join('\n')}`,
    request &&
      joined([
        `${heading} Request body${request.required ? ' (required)' : ''}`,
        request.description?.trim(),
        ...contentTexts(request.content),
        ...request.examples.map(exampleText),
      ]).trimEnd(),
    ...examples,
    responses.length > 0 && `${heading} Responses`,
    ...responses.map((response) => responseText(response, heading)),
  ];
}

function contentTexts(groups: readonly ContentGroup[]): readonly string[] {
  return groups.map((group) => contentText(group).trimEnd());
}

function examplesText({ requests, ownSamples }: DescribedOperation): readonly string[] {
  const made = requests.flatMap(({ name, snippets }) =>
    snippets.map(({ label, lang, text }) =>
      joined([`### ${label}${name === '' ? '' : `, ${name}`}`, fenced(text, lang)]).trimEnd(),
    ),
  );
  const own = ownSamples.map(({ label, lang, text }) =>
    joined([`### ${label}`, fenced(text, lang.toLowerCase())]).trimEnd(),
  );
  return made.length + own.length === 0 ? [] : ['## Examples', ...own, ...made];
}

function responseText(
  { response, headers, content, examples }: ResponseContent,
  heading: string,
): string {
  const { status, description, links } = response;
  return joined([
    `${heading}# ${status}`,
    description.trim(),
    headers.map((header) => memberText(header, 0, 'header')).join('\n'),
    ...contentTexts(content),
    links.map(linkText).join('\n'),
    ...examples.map(exampleText),
  ]).trimEnd();
}

function linkText({ name, operationId, operationRef }: ApiResponse['links'][number]): string {
  const to =
    operationId === undefined
      ? `\`${operationRef ?? name}\``
      : `[${operationId}](#operation/${encodeURIComponent(operationId)})`;
  return `- leads to ${to}`;
}

function exampleText({ name, text }: { readonly name: string; readonly text: string }): string {
  return joined([`Example, \`${name}\`:`, fenced(text, '')]).trimEnd();
}
