/**
 * The words of a text without plural endings; for a name such as `createTask` its parts, and
 * optionally the whole name. It runs in the page, so it can use only its own code.
 */
export function termsOf(text: string, withWhole: boolean): string[] {
  const found: string[] = [];
  for (const [name] of text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}_$'’.-]*/gu)) {
    const parts = name
      .replace(/['’]s?\b/g, '')
      .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter(Boolean)
      .map(stem);
    found.push(...parts);
    if (withWhole && parts.length > 1) found.push(parts.join(''));
  }
  return found;

  /** Without the ending of a plural. */
  function stem(part: string): string {
    const word = part.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
    if (/^[1-5](?:\d\d|xx)$/.test(word) || word.length < 4) return word;
    if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
    if (/(?:ss|us|is)$/.test(word)) return word;
    if (/(?:ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2);
    return word.endsWith('s') ? word.slice(0, -1) : word;
  }
}
