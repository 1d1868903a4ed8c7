import { capitalized, isIdentifier, wordsOf } from './identifier.ts';

/**
 * A name as a part of a type's name: `maiascore` becomes `Maiascore`, `train-travel@v2` becomes
 * `TrainTravelV2`.
 */
export function typeName(name: string): string {
  const joined = wordsOf(name.replace(/[$_]/g, ' ')).map(capitalized).join('');
  return isIdentifier(joined) ? joined : `Api${joined}`;
}

/** The name of an API in its types. It differs from the types of every client, such as `ClientOptions`. */
export function apiTypeName(name: string): string {
  const own = typeName(name);
  return ['Call', 'Client'].includes(own) ? `Api${own}` : own;
}
