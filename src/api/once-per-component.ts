import { type Location, locationKey } from '../json/document.ts';

/** Makes something of a part of a document; of a component, which many operations refer to, once for each kind. */
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
