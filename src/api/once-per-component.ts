import { type Location, locationKey } from '../json/document.ts';

/**
 * Makes a value from a part of a document; from a component, to which many operations refer, once
 * for each kind.
 */
export type OncePerComponent = <T>(
  kind: string,
  part: { readonly at: Location },
  make: () => T,
) => T;

export function createOncePerComponent(): OncePerComponent {
  const known = new Map<string, unknown>();
  return <T>(kind: string, { at }: { readonly at: Location }, make: () => T) => {
    if (!at.pointer.startsWith('/components/')) return make();
    const key = `${kind} ${locationKey(at)}`;
    if (!known.has(key)) known.set(key, make());
    return known.get(key) as T;
  };
}
