import type { SecurityScheme } from '../api/model.ts';
import { isObject } from '../api/node.ts';
import { writtenAt } from './operation-content.ts';

/**
 * How to get a credential, as lines of Markdown: the URLs of OAuth's flows, and what the required
 * scopes allow (OpenAPI 3.2 section 4.28).
 */
export function flowsOf(scheme: SecurityScheme, scopes: readonly string[]): readonly string[] {
  const { type, openIdConnectUrl, oauth2MetadataUrl, bearerFormat, flows, deprecated } =
    writtenAt(scheme);
  const lines: string[] = [];
  if (deprecated === true) lines.push('deprecated');
  if (typeof bearerFormat === 'string')
    lines.push(`The token is of the format \`${bearerFormat}\`.`);
  if (typeof openIdConnectUrl === 'string') lines.push(`OpenID Connect: \`${openIdConnectUrl}\``);
  if (typeof oauth2MetadataUrl === 'string') lines.push(`OAuth metadata: \`${oauth2MetadataUrl}\``);
  if (type !== 'oauth2' || !isObject(flows)) return lines;
  const about = new Map<string, string>();
  for (const [name, flow] of Object.entries(flows)) {
    if (!isObject(flow)) continue;
    const urls = urlNames.flatMap(([key, words]) =>
      typeof flow[key] === 'string' ? [`${words} \`${flow[key]}\``] : [],
    );
    lines.push(`OAuth 2, ${flowNames[name] ?? name}: ${urls.join(', ')}`);
    for (const [scope, text] of Object.entries(isObject(flow.scopes) ? flow.scopes : {})) {
      if (typeof text === 'string' && text.trim() !== '') about.set(scope, text);
    }
  }
  const scopeTexts = scopes.flatMap((scope) => {
    const text = about.get(scope);
    return text === undefined ? [] : [`\`${scope}\`: ${text.replace(/\s+/g, ' ').trim()}`];
  });
  return [...lines, ...scopeTexts];
}

/** The scopes that the flows of a scheme name. */
export function scopesOf(scheme: SecurityScheme): readonly string[] {
  const { flows } = writtenAt(scheme);
  const all = Object.values(isObject(flows) ? flows : {}).flatMap((flow) =>
    isObject(flow) && isObject(flow.scopes) ? Object.keys(flow.scopes) : [],
  );
  return [...new Set(all)];
}

const urlNames: readonly (readonly [key: string, words: string])[] = [
  ['authorizationUrl', 'authorize at'],
  ['deviceAuthorizationUrl', 'authorize a device at'],
  ['tokenUrl', 'get tokens at'],
  ['refreshUrl', 'refresh them at'],
];

const flowNames: Readonly<Record<string, string>> = {
  implicit: 'implicit flow',
  password: 'password flow',
  clientCredentials: 'client credentials flow',
  authorizationCode: 'authorization code flow',
  deviceAuthorization: 'device authorization flow',
};
