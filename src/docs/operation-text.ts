import type { Api, ApiResponse, Operation, Parameter } from '../api/model.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { type ContentGroup, contentExamples, contentGroups } from './content.ts';
import type { DescribedOperation } from './describe.ts';
import type { Member, Outline, Variant } from './outline.ts';
import { credentialText, parameterMember } from './parameter-member.ts';

/** All that a contract says of one operation, as Markdown for programs and whoever prefers it. */
export function operationMarkdown(
  api: Api,
  described: DescribedOperation,
  schemas: Schemas,
): string {
  const { operation, title, baseUrl, isWebhook } = described;
  const { method, path, description, deprecated } = operation;
  return joined([
    `# ${title}`,
    `\`${method} ${isWebhook ? path : baseUrl + path}\` · ${api.title} ${api.version}`,
    deprecated && '**Deprecated.**',
    description?.trim(),
    securityText(operation),
    parametersText(operation.parameters, schemas),
    requestText(operation, schemas, isWebhook ? 'response' : 'request'),
    ...examplesText(described),
    operation.responses.length > 0 && '## Responses',
    ...operation.responses.map((response) => responseText(response, schemas)),
  ]);
}

function joined(blocks: readonly (string | false | undefined)[]): string {
  return `${blocks.filter((block) => block !== undefined && block !== false && block !== '').join('\n\n')}\n`;
}

function securityText({ security }: Operation): string | undefined {
  if (security.length === 0) return undefined;
  const lines = security.map((requirement) => {
    if (requirement.length === 0) return '- none';
    const parts = requirement.map(
      ({ scheme, scopes }) =>
        `${scheme.name}: ${credentialText(scheme.credential)}${scopes.length === 0 ? '' : ` for ${scopes.map((scope) => `\`${scope}\``).join(', ')}`}`,
    );
    return `- ${parts.join(' and ')}`;
  });
  return `## Authentication\n\n${lines.join('\n')}`;
}

function parametersText(parameters: readonly Parameter[], schemas: Schemas): string | undefined {
  if (parameters.length === 0) return undefined;
  const lines = parameters.map((parameter) =>
    memberText(parameterMember(parameter, schemas, 'request'), 0, parameter.in),
  );
  return `## Parameters\n\n${lines.join('\n')}`;
}

function requestText(
  { requestBody }: Operation,
  schemas: Schemas,
  direction: Direction,
): string | undefined {
  if (requestBody === undefined) return undefined;
  const { required, description, content } = requestBody;
  return joined([
    `## Request body${required ? ' (required)' : ''}`,
    description?.trim(),
    ...contentGroups(content, schemas, direction).map(groupText),
  ]).trimEnd();
}

function groupText({ names, outline }: ContentGroup): string {
  const media = names.map((name) => `\`${name}\``).join(', ');
  return outline === undefined
    ? media
    : joined([`${media}: ${headText(outline)}`, insideText(outline, 0)]).trimEnd();
}

function examplesText({ requests }: DescribedOperation): readonly string[] {
  if (requests.length === 0) return [];
  return [
    '## Examples',
    ...requests.flatMap(({ name, snippets }) =>
      snippets.map(({ label, lang, text }) =>
        joined([`### ${label}${name === '' ? '' : `, ${name}`}`, fenced(text, lang)]).trimEnd(),
      ),
    ),
  ];
}

function responseText(
  { status, description, headers, content }: ApiResponse,
  schemas: Schemas,
): string {
  const members = headers.map((header) =>
    memberText(parameterMember(header, schemas, 'response'), 0, 'header'),
  );
  const examples = content.flatMap((media) =>
    contentExamples(media, schemas, 'response').map(({ name, text }) =>
      joined([
        `Example, \`${media.name}\`${name === '' ? '' : ` ${name}`}:`,
        fenced(text, ''),
      ]).trimEnd(),
    ),
  );
  return joined([
    `### ${status}`,
    description.trim(),
    members.join('\n'),
    ...contentGroups(content, schemas, 'response').map(groupText),
    ...examples,
  ]).trimEnd();
}

function insideText({ members, variants, cut }: Outline, depth: number): string {
  const lines = [
    ...members.map((member) => memberText(member, depth)),
    ...(variants.length === 0 ? [] : [`${'  '.repeat(depth)}- one of`]),
    ...variants.map((variant) => variantText(variant, depth + 1)),
    ...(cut === undefined || members.length > 0
      ? []
      : [
          `${'  '.repeat(depth)}- ${cut === 'recursive' ? 'the same again' : 'more, which is not told here'}`,
        ]),
  ];
  return lines.join('\n');
}

function memberText(member: Member, depth: number, place?: string): string {
  const about = [place, member.required && 'required', member.deprecated && 'deprecated']
    .filter(Boolean)
    .map((word) => `, ${word}`);
  const name = member.name === '*' ? 'any other name' : `\`${member.name}\``;
  return itemText(`${name} (${member.type}${about.join('')})`, member, depth);
}

function variantText(variant: Variant, depth: number): string {
  return itemText(`${variant.name} (${variant.type})`, variant, depth);
}

function itemText(head: string, outline: Outline, depth: number): string {
  const told = [outline.description?.replace(/\s+/g, ' ').trim(), outline.facts.join('; ')]
    .filter(Boolean)
    .join(' ');
  const line = `${'  '.repeat(depth)}- ${head}${told === '' ? '' : `: ${told}`}`;
  const inside = insideText(outline, depth + 1);
  return inside === '' ? line : `${line}\n${inside}`;
}

function headText({ type, facts, description }: Outline): string {
  return [type, ...facts, description?.replace(/\s+/g, ' ').trim()].filter(Boolean).join('; ');
}

/** A fence longer than any inside (CommonMark section 4.5). */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}
