import { isObject } from '../../api/node.ts';
import { plain, plainSingular } from '../../resources/names.ts';
import type { ResourceModel } from './model.ts';

/** The slug of an item with a name or a title: `Ünique Name!` is `unique-name`. */
export function slugOf(item: unknown): string | undefined {
  if (!isObject(item)) return undefined;
  const text = item.name ?? item.title ?? item.label;
  return typeof text === 'string' ? slugOfText(text) || undefined : undefined;
}

function slugOfText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Which slug a new item gets as its id; `undefined` if its id is no slug. */
export function slugAsId(item: unknown, { resource, read }: ResourceModel): string | undefined {
  const parameter = read?.member?.in === 'parameter' ? read.member.parameter.name : '';
  const name = resource.id?.split('/').at(-1) ?? parameter;
  if (!plain(name).endsWith('slug')) return undefined;
  const noun = resource.name.split('/').at(-1) ?? '';
  return slugOf(item) ?? (slugOfText(plainSingular(noun)) || 'item');
}

/** A slug, and the same with numbers for items that would have it too. */
export function* slugsFrom(slug: string): Iterable<string> {
  yield slug;
  for (let number = 2; number < 1000; number += 1) yield `${slug}-${number}`;
}
