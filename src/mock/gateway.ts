import { type Located, type Locator, locateAmong } from '../api/locate.ts';

/** Several APIs on one port: finds the API of a target, and the target within it. */
export interface Gateway<T> {
  find(method: string, target: string): (Located & { readonly mounted: T }) | undefined;
}

/** An API under its name. */
export interface Mountable {
  readonly name: string;
  readonly locator: Locator;
}

/** Each API is below `/<name>`; a single API is also at the root. */
export function createGateway<T extends Mountable>(apis: readonly T[]): Gateway<T> {
  const isOnly = apis.length === 1;
  const mounts = apis.map((mounted) => {
    const prefix = prefixOf(mounted.name);
    // The root comes first, because the API may have a path that starts with its own name.
    return { mounted, locator: mounted.locator, prefixes: isOnly ? ['', prefix] : [prefix] };
  });
  return {
    find(method, target) {
      const located = locateAmong(mounts, method, target);
      if (located === undefined) return undefined;
      const { mount, route, base, target: inside } = located;
      return { mounted: mount.mounted, route, base, target: inside };
    },
  };
}

/** The path of an API: `/kaiten`. */
export function prefixOf(name: string): string {
  return `/${encodeURIComponent(name).replaceAll('%40', '@')}`;
}
