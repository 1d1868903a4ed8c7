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

/** Whether a field of preconditions names a tag (RFC 9110 section 13.1.1), weakly compared. */
export function namesTag(field: string, tag: string): boolean {
  return splitField(field, ',').some((member) => {
    const text = member.trim();
    return text === '*' || text.replace(/^W\//, '').replace(/^"|"$/g, '') === tag;
  });
}
