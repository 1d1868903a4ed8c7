import { parseWord, splitField } from './field.ts';

/** The first target of a Link field with a relation (RFC 8288 section 3); `undefined` for none. */
export function linkedBy(field: string, relation: string): string | undefined {
  // A target may contain the separators.
  for (const [, target = '', parameters = ''] of field.matchAll(/<([^>]*)>([^<]*)/g)) {
    for (const one of splitField(parameters, ';,')) {
      const [, value = ''] = /^rel\s*=\s*(.*)$/i.exec(one) ?? [];
      const relations = (parseWord(value) ?? '').toLowerCase().split(/\s+/);
      if (relations.includes(relation)) return target;
    }
  }
  return undefined;
}
