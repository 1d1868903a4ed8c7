/** A name without case and punctuation: `order_id`, `OrderId` and `order-id` are one. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a name, in lower case: `createBooking-payment` has three. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const irregular: Readonly<Record<string, string>> = {
  people: 'person',
  children: 'child',
  men: 'man',
  women: 'woman',
  indices: 'index',
  vertices: 'vertex',
  criteria: 'criterion',
  statuses: 'status',
  aliases: 'alias',
};

/** The singular of an English plural: `orders`, `categories`, `statuses`. */
export function singular(word: string): string {
  const own = Object.hasOwn(irregular, word) ? irregular[word] : undefined;
  if (own !== undefined) return own;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  if (/(?:ss|us|is|news|series|species)$/.test(word)) return word;
  return word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The singular of a name with several words: `museum-hours` is `museumhour`. */
export function plainSingular(name: string): string {
  const words = wordsOf(name);
  return [...words.slice(0, -1), singular(words.at(-1) ?? '')].join('');
}

export function isPlural(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? '';
  return singular(last) !== last;
}

export type Verb = 'create' | 'list' | 'read' | 'update' | 'replace' | 'delete' | 'bulk';

const verbs: Readonly<Record<string, Verb>> = {
  ...named('create', 'create new add register signup enroll enrol'),
  ...named('list', 'list all search query find filter lookup'),
  ...named('read', 'get read fetch show view details detail info'),
  ...named('update', 'update edit modify change patch'),
  ...named('replace', 'replace put'),
  ...named('delete', 'delete remove destroy'),
  ...named('bulk', 'bulk batch mass import multiple many'),
};

function named(verb: Verb, words: string): Record<string, Verb> {
  return Object.fromEntries(words.split(' ').map((word) => [word, verb]));
}

/** The action in the first word of a name: `createOrder`, `bulk-delete`, `sign-up`. */
export function verbOf(name: string): Verb | undefined {
  const words = wordsOf(name);
  if (words.slice(0, 2).join('') === 'signup') return 'create';
  const first = words[0] ?? '';
  if (words.some((word) => verbs[word] === 'bulk' && Object.hasOwn(verbs, word))) return 'bulk';
  return Object.hasOwn(verbs, first) ? verbs[first] : undefined;
}

/** The action in a whole segment of a path, for what is before it: `/orders/create`. */
export function verbSegment(name: string): Verb | undefined {
  const words = wordsOf(name);
  const verb = verbOf(name);
  if (words.length === 1 || words.join('') === 'signup') return verb;
  return verb === 'bulk' || verb === 'list' ? verb : undefined;
}
