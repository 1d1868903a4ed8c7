import { camel, freeName, plainWords, singularWords } from './words.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * A schema of an object that occurs at several places moves to `components`, named by its first
 * place.
 */
export function shareSchemas(document: Json): Json {
  const found = new Map<string, { count: number; readonly name: string }>();
  for (const [path, item] of Object.entries(document.paths as Json)) {
    const literals = path.split('/').filter((segment) => /^[^{]/.test(segment));
    count(item, literals.at(-1) ?? 'thing');
  }
  const names = new Map<string, string>();
  for (const [text, { count: times, name }] of found) {
    if (times > 1) names.set(text, freeName(schemaName(name), new Set(names.values())));
  }
  if (names.size === 0) return document;
  const schemas = Object.fromEntries(
    [...names].map(([text, name]) => [name, membersReplaced(JSON.parse(text))]),
  );
  const paths = replaced(document.paths);
  return { ...document, paths, components: { ...(document.components as Json), schemas } };

  /** `name` is the name of the value at its place. */
  function count(value: unknown, name: string, isProperties = false): void {
    if (typeof value !== 'object' || value === null) return;
    if (isShared(value)) {
      const text = JSON.stringify(value);
      const known = found.get(text);
      found.set(text, { count: (known?.count ?? 0) + 1, name: known?.name ?? name });
    }
    for (const [key, member] of Object.entries(value)) {
      if (key === 'examples' && !isProperties) continue;
      count(member, isProperties ? key : name, key === 'properties' && !isProperties);
    }
  }

  function replaced(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const name = isShared(value) ? names.get(JSON.stringify(value)) : undefined;
    return name === undefined ? membersReplaced(value) : { $ref: `#/components/schemas/${name}` };
  }

  function membersReplaced(value: object): unknown {
    if (Array.isArray(value)) return value.map(replaced);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one)]));
  }
}

/** Objects with one member are equal by chance. */
function isShared(value: object): boolean {
  const { type, properties } = value as Json;
  return type === 'object' && typeof properties === 'object' && Object.keys(properties!).length > 1;
}

function schemaName(written: string): string {
  const words = plainWords(written);
  return camel(['', ...(words.length === 0 ? ['thing'] : singularWords(words))]);
}
