import type { Operation, SecurityRequirement, SecurityScheme } from '../api/model.ts';
import { below, isObject } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { valueAt } from '../json/pointer.ts';
import { type OperationComparison, reportApi } from './comparison.ts';

/** The credentials of a requirement, each with its scopes; empty for anonymous access. */
type Alternative = ReadonlyMap<
  string,
  { readonly name: string; readonly scopes: ReadonlySet<string> }
>;

/**
 * Compares who may call an operation. Requirements are alternatives, and all schemes and scopes of
 * one must be met (3.1.1 section 4.8.30): earlier credentials must still suffice.
 */
export function compareSecurity(
  compared: OperationComparison,
  base: Operation,
  revision: Operation,
): void {
  const { comparison, operation } = compared;
  const from = alternativesOf(base);
  const to = alternativesOf(revision);
  const places = { base: securityOf(base), revision: securityOf(revision) };
  compareUrls(compared, base, revision);
  const report = (rule: Parameters<typeof reportApi>[1], name: string) =>
    reportApi(comparison, rule, places, { name }, operation);

  for (const before of from) {
    if (to.some((after) => suffices(before, after))) continue;
    const alike = to.find((after) => hasSameSchemes(before, after));
    const renamed = to.find((after) => namesOf(after) === namesOf(before));
    if (before.size === 0) report('security-added', to.map(namesOf).join(' or '));
    else if (alike !== undefined) report('security-scope-added', scopesBeyond(alike, before));
    else if (renamed !== undefined) report('security-scheme-changed', namesOf(before));
    else report('security-alternative-removed', namesOf(before));
  }
  for (const after of to) {
    if (from.some((before) => suffices(after, before))) continue;
    const alike = from.find((before) => hasSameSchemes(before, after));
    if (after.size === 0) report('security-dropped', from.map(namesOf).join(' or '));
    else if (alike !== undefined) {
      const gone = scopesBeyond(alike, after);
      if (gone !== '') report('security-scope-removed', gone);
    } else if (!from.some((before) => namesOf(before) === namesOf(after) || before.size === 0)) {
      report('security-alternative-added', namesOf(after));
    }
  }
}

/** Compares where the credentials of a scheme are obtained and renewed (3.1.1 section 4.8.28). */
function compareUrls(
  { comparison, operation }: OperationComparison,
  base: Operation,
  revision: Operation,
): void {
  const schemesOf = ({ security }: Operation) => security.flat().map(({ scheme }) => scheme);
  const others = new Map(schemesOf(revision).map((scheme) => [scheme.name, scheme]));
  for (const before of schemesOf(base)) {
    const after = others.get(before.name);
    if (after === undefined) continue;
    const [from, to] = [urlsOf(before), urlsOf(after)];
    for (const [keyword, url] of from) {
      const other = to.get(keyword);
      if (other === undefined || other === url) continue;
      const args = { name: before.name, keyword, from: url, to: other };
      const places = { base: before.at, revision: after.at };
      reportApi(comparison, 'security-url-changed', places, args, operation);
    }
  }
}

/** The URLs of a scheme: `clientCredentials tokenUrl`, `openIdConnectUrl`. */
function urlsOf({ at }: SecurityScheme): ReadonlyMap<string, unknown> {
  const written = valueAt(at.document.value, at.pointer);
  if (!isObject(written)) return new Map();
  const urls = new Map<string, unknown>();
  for (const name of ['openIdConnectUrl', 'oauth2MetadataUrl']) {
    if (written[name] !== undefined) urls.set(name, written[name]);
  }
  for (const [flow, value] of Object.entries(isObject(written.flows) ? written.flows : {})) {
    for (const [name, url] of Object.entries(isObject(value) ? value : {})) {
      if (/Url$/.test(name)) urls.set(`${flow} ${name}`, url);
    }
  }
  return urls;
}

/** Whether credentials for `given` suffice for `needed`. */
function suffices(given: Alternative, needed: Alternative): boolean {
  return [...needed].every(([key, { scopes }]) => {
    const held = given.get(key);
    return held !== undefined && [...scopes].every((scope) => held.scopes.has(scope));
  });
}

function hasSameSchemes(one: Alternative, other: Alternative): boolean {
  return one.size === other.size && [...one.keys()].every((key) => other.has(key));
}

function scopesBeyond(more: Alternative, less: Alternative): string {
  return [...more]
    .flatMap(([key, { scopes }]) =>
      [...scopes].filter((scope) => !less.get(key)?.scopes.has(scope)),
    )
    .join(', ');
}

function alternativesOf({ security }: Operation): readonly Alternative[] {
  return security.length === 0 ? [new Map()] : security.flatMap(alternativesIn);
}

/** With several OAuth 2 flows, each flow is an alternative. */
function alternativesIn(requirement: SecurityRequirement): readonly Alternative[] {
  let alternatives: Alternative[] = [new Map()];
  for (const { scheme, scopes } of requirement) {
    const flows = flowsOf(scheme);
    alternatives = alternatives.flatMap((others) =>
      (flows.length === 0 ? [undefined] : flows).map((flow) => {
        const name = flows.length > 1 ? `${scheme.name} (${flow})` : scheme.name;
        const own = { name, scopes: new Set(scopes) };
        return new Map([...others, [identityOf(scheme, flow), own]]);
      }),
    );
  }
  return alternatives;
}

/** The credential that a client must send for a scheme, independent of the scheme's name. */
function identityOf({ credential, at }: SecurityScheme, flow: string | undefined): string {
  const written = valueAt(at.document.value, at.pointer) as Record<string, unknown> | undefined;
  const { type } = written ?? {};
  const name =
    credential.type === 'apiKey' && credential.in === 'header'
      ? { ...credential, name: credential.name.toLowerCase() }
      : credential;
  return JSON.stringify([type, name, flow ?? null]);
}

function flowsOf({ at }: SecurityScheme): readonly string[] {
  const written = valueAt(at.document.value, at.pointer) as Record<string, unknown> | undefined;
  const flows = written?.type === 'oauth2' ? written.flows : undefined;
  return typeof flows === 'object' && flows !== null ? Object.keys(flows).sort() : [];
}

function namesOf(alternative: Alternative): string {
  return alternative.size === 0
    ? 'nothing'
    : [...alternative.values()]
        .map(({ name }) => name)
        .sort()
        .join(' and ');
}

/** The place of the operation's security: its own, or the document's. */
function securityOf({ at }: Operation): Location {
  const own = below(at, 'security');
  if (valueAt(at.document.value, own.pointer) !== undefined) return own;
  const shared: Location = { document: at.document, pointer: '/security' };
  return valueAt(at.document.value, '/security') === undefined ? at : shared;
}
