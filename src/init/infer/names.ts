import { isPlural, singular } from '../../resources/names.ts';
import { camel, freeName, plainWords, singularWords } from './words.ts';

/** The name of an operation, from its method and its path template. */
export interface OperationNames {
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
}

const verbs: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'head',
  OPTIONS: 'options',
  POST: 'post',
  PUT: 'replace',
  PATCH: 'update',
  DELETE: 'delete',
};

/** Names that no other operation has; `taken` gets the new one. */
export function operationNames(
  method: string,
  template: string,
  taken: Set<string>,
): OperationNames {
  const segments = template.split('/').filter((segment) => segment !== '');
  const literals = segments.filter((segment) => !segment.startsWith('{'));
  const isItem = segments.at(-1)?.startsWith('{') === true;
  const last = wordsIn(literals.at(-1) ?? 'root');
  const isMany = !isItem && isPlural(last.join(' '));
  const verb =
    isMany && method === 'GET' ? 'list' : isMany && method === 'POST' ? 'create' : verbs[method]!;
  const words = [verb, ...(isItem || verb === 'create' ? singularWords(last) : last)];
  let operationId = camel(words);
  // With the segment before it, because two resources may have parts with the same name.
  const around = literals.slice(0, -1).flatMap((segment) => wordsIn(segment).map(singular));
  if (taken.has(operationId)) operationId = camel([verb, ...around, ...words.slice(1)]);
  operationId = freeName(operationId, taken);
  taken.add(operationId);
  const text = words.join(' ');
  return {
    operationId,
    summary: text.charAt(0).toUpperCase() + text.slice(1),
    tag: literals[0] ?? 'root',
  };
}

function wordsIn(segment: string): readonly string[] {
  const words = plainWords(segment);
  return words.length === 0 ? ['part'] : words;
}
