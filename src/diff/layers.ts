import type { Dialect } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import type { References } from '../schema/resources.ts';
import { asIf31 } from '../schema/translate.ts';

/** A schema object without references and `allOf`, of which several may speak about one value. */
export interface Layer {
  readonly at: Location;
  readonly value: JsonObject;
  /** As it was written, with its annotations. */
  readonly written: JsonObject;
}

export interface Union {
  readonly keyword: 'oneOf' | 'anyOf';
  readonly branches: readonly Node[];
  readonly at: Location;
}

export interface Layers {
  readonly layers: readonly Layer[];
  /** Some schema is `false`. */
  readonly never: boolean;
}

/** Reads the schemas that all speak about one value, references and `allOf` left behind. */
export type LayersOf = (nodes: readonly Node[]) => Layers;

/** `dangling` is told of references that lead nowhere. */
export function createLayersOf(
  dialect: Dialect,
  references: References,
  dangling: (at: Location) => void,
): LayersOf {
  return (nodes) => {
    const layers: Layer[] = [];
    const seen = new Set<string>();
    let never = false;

    function collect(node: Node): void {
      const { value, at } = node;
      const key = locationKey(at);
      if (seen.has(key)) return;
      seen.add(key);
      if (value === false) never = true;
      if (!isObject(value)) return;
      for (const keyword of ['$ref', '$dynamicRef'] as const) {
        const reference = value[keyword];
        if (typeof reference !== 'string') continue;
        const target = references.target(reference, at);
        if (target === undefined) dangling(below(at, keyword));
        else collect(target);
        // The siblings of a reference are ignored in 3.0 (section 4.7.23) and count from 3.1 on.
        if (dialect === '3.0') return;
      }
      const asserted = dialect === '3.0' ? asIf31(value, at, { refuse: () => {} }) : value;
      layers.push({ at, value: asserted, written: value });
      for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
        const branches = value[keyword];
        if (!Array.isArray(branches)) continue;
        // A single alternative is none.
        if (keyword !== 'allOf' && branches.length !== 1) continue;
        for (const [index, branch] of branches.entries()) {
          collect({ value: branch, at: below(at, keyword, index) });
        }
      }
    }

    for (const node of nodes) collect(node);
    return { layers, never };
  };
}

/** The one union that is all that the schemas assert; `undefined` where there is more. */
export function soleUnion(layers: readonly Layer[]): Union | undefined {
  const asserting = layers.filter((layer) => assertedBy(layer).length > 0);
  const [layer] = asserting;
  if (asserting.length !== 1 || layer === undefined) return undefined;
  const keywords = assertedBy(layer);
  const unions = unionsOf(layer);
  return keywords.length === 1 && unions.length === 1 ? unions[0] : undefined;
}

const silentKeywords = new Set([
  ...['title', 'description', 'example', 'examples', 'default', 'deprecated', 'discriminator'],
  ...['readOnly', 'writeOnly', 'externalDocs', 'xml', 'nullable', 'allOf', '$ref', '$dynamicRef'],
  ...['$id', '$schema', '$anchor', '$dynamicAnchor', '$defs', 'definitions', '$comment'],
]);

export function isAsserting(keyword: string): boolean {
  return !silentKeywords.has(keyword) && !keyword.startsWith('x-');
}

/** The keywords by which a layer asserts something itself; a single alternative is a layer apart. */
export function assertedBy({ value }: Layer): readonly string[] {
  return Object.keys(value).filter((keyword) => {
    const operand = value[keyword];
    const isUnion = keyword === 'oneOf' || keyword === 'anyOf';
    return isAsserting(keyword) && !(isUnion && Array.isArray(operand) && operand.length === 1);
  });
}

export function isTypeOrValue(keyword: string): boolean {
  return keyword === 'type' || keyword === 'enum' || keyword === 'const';
}

/** The alternatives of a layer; a single one is none. */
export function unionsOf({ at, value }: Layer): readonly Union[] {
  return (['oneOf', 'anyOf'] as const).flatMap((keyword) => {
    const branches = value[keyword];
    if (!Array.isArray(branches) || branches.length === 1) return [];
    const place = below(at, keyword);
    const nodes = branches.map((branch, index) => ({ value: branch, at: below(place, index) }));
    return [{ keyword, branches: nodes, at: place }];
  });
}

/** The schemas that layers have at a keyword. */
export function schemasAt(layers: readonly Layer[], keyword: string): Node[] {
  return layers.flatMap(({ at, value }) =>
    value[keyword] === undefined ? [] : [{ value: value[keyword], at: below(at, keyword) }],
  );
}

/** The schemas that layers have at a keyword, by name. */
export function byName(layers: readonly Layer[], keyword: string): Map<string, readonly Node[]> {
  const found = new Map<string, readonly Node[]>();
  for (const { at, value } of layers) {
    const schemas = value[keyword];
    if (!isObject(schemas)) continue;
    const place = below(at, keyword);
    for (const [name, schema] of Object.entries(schemas)) {
      const node = { value: schema, at: below(place, name) };
      found.set(name, [...(found.get(name) ?? []), node]);
    }
  }
  return found;
}
