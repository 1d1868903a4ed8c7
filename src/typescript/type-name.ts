import { capitalized, isIdentifier, wordsOf } from './identifier.ts';

/** A name as part of a type's: `maiascore` is `Maiascore`, `train-travel@v2` is `TrainTravelV2`. */
export function typeName(name: string): string {
  const joined = wordsOf(name.replace(/[$_]/g, ' ')).map(capitalized).join('');
  return isIdentifier(joined) ? joined : `Api${joined}`;
}

/** The name of an API in its types, which are no types that every client has: `ClientOptions`. */
export function apiTypeName(name: string): string {
  const own = typeName(name);
  return ['Call', 'Client'].includes(own) ? `Api${own}` : own;
}
