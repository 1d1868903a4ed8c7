import type { Api } from '../api/model.ts';
import { isObject } from '../api/node.ts';

/** Whether tags tell operations apart. One tag groups nothing, and Redoc folds groups away. */
export function isGrouped(api: Api): boolean {
  return new Set(api.operations.flatMap(({ tags }) => tags)).size > 1;
}

/** The description as Redoc is given it: a lone tag and links that a page must not have left out. */
export function shown(api: Api, document: unknown): unknown {
  return safeLinks(isGrouped(api) ? document : untagged(document));
}

function untagged(document: unknown): unknown {
  if (!isObject(document)) return document;
  const { tags, paths, ...rest } = document;
  const operation = (value: unknown) => (isObject(value) ? without(value, 'tags') : value);
  return { ...rest, paths: mapped(paths, (item) => mapped(item, operation)) };
}

/** Redoc makes links of these members whatever their scheme. */
function safeLinks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(safeLinks);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => {
    if (['contact', 'license', 'externalDocs'].includes(key) && isObject(member)) {
      return [key, safeLinks(isLink(member.url) ? member : without(member, 'url'))];
    }
    return [key, safeLinks(member)];
  });
  return Object.fromEntries(entries.filter(([key, member]) => !isBadTerms(key, member)));
}

function isBadTerms(key: string, value: unknown): boolean {
  return key === 'termsOfService' && typeof value === 'string' && !isLink(value);
}

function isLink(value: unknown): boolean {
  if (typeof value !== 'string') return true;
  if (!URL.canParse(value, 'https://relative.invalid')) return false;
  const { protocol } = new URL(value, 'https://relative.invalid');
  return ['http:', 'https:', 'mailto:'].includes(protocol);
}

function without(value: object, name: string): unknown {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

function mapped(value: unknown, change: (member: unknown) => unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}
