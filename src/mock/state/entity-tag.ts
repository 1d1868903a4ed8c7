import { createHash } from 'node:crypto';
import { splitField } from '../../http/field.ts';
import { jsonText } from '../../json/integers.ts';

/** Identifies a state of an item or of a list: equal as long as the state is. */
export function tagOf(value: unknown): string {
  return createHash('sha256').update(jsonText(value)).digest('hex').slice(0, 32);
}

/** The possible forms of a tag in a contract; quoted first, as RFC 9110 section 8.8.3 says. */
export function tagTexts(tag: string): readonly string[] {
  return [`"${tag}"`, `W/"${tag}"`, tag];
}

/**
 * Whether a precondition field matches a tag. `If-Match` compares strongly, so that a weak tag
 * never matches (RFC 9110 section 13.1.1); `If-None-Match` compares weakly (section 13.1.2).
 */
export function namesTag(field: string, tag: string, comparison: 'strong' | 'weak'): boolean {
  return splitField(field, ',').some((member) => {
    const text = member.trim();
    if (text === '*') return true;
    const opaque = comparison === 'weak' ? text.replace(/^W\//, '') : text;
    return opaque.replace(/^"|"$/g, '') === tag;
  });
}
