import type { Api } from '../api/model.ts';
import { below, isObject, type Node } from '../api/node.ts';
import { absoluteUri, documentBy, splitReference } from '../api/resolve.ts';
import type { Finding } from '../finding.ts';
import { type Location, locationKey } from '../json/document.ts';
import { pointerOfFragment, valueAt } from '../json/pointer.ts';
import type { Change } from './change.ts';

/** The part of BASE that seemed empty, by the rule that reports it. */
const missingBy: Readonly<Record<string, string>> = {
  'request-parameter-added-required': 'parameters',
  'request-body-added-required': 'requestBody',
  'request-schema-added': 'schema',
  'response-schema-removed': 'schema',
  'webhook-media-type-added': 'content',
  'security-added': 'security',
  'security-scope-added': 'security',
  'security-alternative-removed': 'security',
  'security-scheme-changed': 'security',
};

/** Whether a fault of BASE may hide that BASE had a new part already. */
export function createFaultyParts(
  base: Api,
  faults: readonly Finding[],
): (change: Pick<Change, 'rule' | 'base'>) => boolean {
  const places = faults.flatMap(({ at }) => (at === undefined ? [] : [at]));
  if (places.length === 0) return () => false;
  const faulty = new Set(places.map(locationKey));
  const isOfSecurity = places.some(({ pointer }) => /\/security(?:Schemes)?(?:\/|$)/.test(pointer));

  /** Whether a part, or its reference's target, contains a fault. */
  function isFaulty(at: Location): boolean {
    const seen = new Set<string>();
    for (let here: Location | undefined = at; here !== undefined; here = targetOf(here, base)) {
      const key = locationKey(here);
      if (faulty.has(key) || faulty.has(locationKey(below(here, '$ref')))) return true;
      if (seen.has(key)) return false;
      seen.add(key);
    }
    return false;
  }

  return ({ rule, base: at }) => {
    const member = missingBy[rule];
    if (member === undefined) return false;
    if (member === 'security') return isOfSecurity;
    if (at === undefined) return false;
    if (member !== 'parameters') return isFaulty(at) || isFaulty(below(at, member));
    const item = { ...at, pointer: at.pointer.replace(/\/[^/]*$/, '') };
    return [at, item].flatMap((around) => parametersAt(around)).some((one) => isFaulty(one.at));
  };
}

/**
 * Whether a reference leads to a document on another host that was not fetched. That is no fault of
 * BASE: with permission, it could be compared.
 */
export function isOutOfReach({ code, at, args }: Finding, base: Api): boolean {
  if (code !== 'reference-dangling' || at === undefined) return false;
  const uri = absoluteUri(splitReference(String(args.name)).base, at.document.uri);
  return (
    uri !== undefined && /^https?:/i.test(uri) && documentBy(base.documents, uri) === undefined
  );
}

function parametersAt(around: Location): readonly Node[] {
  const at = below(around, 'parameters');
  const list = valueAt(at.document.value, at.pointer);
  if (!Array.isArray(list)) return [];
  return list.map((value, index) => ({ value, at: below(at, index) }));
}

function targetOf(at: Location, { documents }: Api): Location | undefined {
  const value = valueAt(at.document.value, at.pointer);
  if (!isObject(value) || typeof value.$ref !== 'string') return undefined;
  const { base, fragment } = splitReference(value.$ref);
  const uri = base === '' ? at.document.uri : absoluteUri(base, at.document.uri);
  const document = uri === undefined ? undefined : documentBy(documents, uri);
  const pointer = pointerOfFragment(fragment);
  return document === undefined || pointer === undefined ? undefined : { document, pointer };
}
