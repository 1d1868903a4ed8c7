import type { Schema } from '../api/model.ts';
import { type Location, locationKey, type SourceDocument } from '../json/document.ts';
import { parsePointer } from '../json/pointer.ts';

/** The names that types use for the targets of references. */
export interface ComponentNames {
  /**
   * The name of a schema, or of its counterpart for the other direction, by the end of that name.
   */
  of(place: Location, end: '' | 'Input' | 'Multipart'): string;
}

/** `components` keep their names; any other schema takes the first free one. */
export function createComponentNames(
  root: SourceDocument,
  components: ReadonlyMap<string, Schema>,
): ComponentNames {
  const taken = new Set(components.keys());
  const known = new Map([...components].map(([name, { at }]) => [locationKey(at), name]));

  function unused(names: Iterable<string>): string {
    for (const name of names) {
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
    throw new Error('names are without end');
  }

  function nameOf(place: Location): string {
    const key = locationKey(place);
    let name = known.get(key);
    if (name === undefined) {
      name = unused(namesFor(place, root));
      known.set(key, name);
    }
    return name;
  }

  return {
    of(place, end) {
      const name = nameOf(place);
      if (end === '') return name;
      const key = `${locationKey(place)} ${end}`;
      const other = known.get(key) ?? unused(numbered(name + end));
      known.set(key, other);
      return other;
    },
  };
}

/** The name of a schema by its place: as a component, or as a file. */
export function nameAt({ document, pointer }: Location): string {
  const file = document.uri.slice(document.uri.lastIndexOf('/') + 1);
  return parsePointer(pointer)?.at(-1) ?? file.replace(/\.(?:json|ya?ml)$/i, '');
}

/** The name by its place, with a number if it is taken. */
function namesFor(place: Location, root: SourceDocument): Iterable<string> {
  const name = nameAt(place).replace(/[^\w.-]+/g, '_');
  return numbered(name || 'Schema', place.document === root ? '' : '-');
}

function* numbered(name: string, gap = ''): Iterable<string> {
  yield name;
  for (let number = 2; ; number += 1) yield `${name}${gap}${number}`;
}
