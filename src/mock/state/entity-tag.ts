import { createHash } from 'node:crypto';
import { splitField } from '../../http/field.ts';
import { jsonText } from '../../json/integers.ts';

/** What identifies a state of an item or of a list: alike as long as it is the same. */
export function tagOf(value: unknown): string {
  return createHash('sha256').update(jsonText(value)).digest('hex').slice(0, 32);
}

/** The ways in which a contract may want a tag: quoted, as RFC 9110 section 8.8.3 says, first. */
export function tagTexts(tag: string): readonly string[] {
  return [`"${tag}"`, `W/"${tag}"`, tag];
}

/**
 * Whether a field of preconditions names a tag. `If-Match` compares strongly, so that a weak tag is never
 * alike (RFC 9110 section 13.1.1), and `If-None-Match` weakly (section 13.1.2).
 */
export function namesTag(field: string, tag: string, comparison: 'strong' | 'weak'): boolean {
  return splitField(field, ',').some((member) => {
    const text = member.trim();
    if (text === '*') return true;
    const opaque = comparison === 'weak' ? text.replace(/^W\//, '') : text;
    return opaque.replace(/^"|"$/g, '') === tag;
  });
}
