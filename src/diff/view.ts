import type { Api } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import { locationKey } from '../json/document.ts';
import { type Direction, hasFlag, type Reading } from '../schema/direction.ts';
import { areUnique, isEqual, isMember } from '../schema/equality.ts';
import { createReferences, createResources, type References } from '../schema/resources.ts';
import { asIf31 } from '../schema/translate.ts';
import { type Atom, allAtoms, atomOf, atomsOf } from './atoms.ts';

/**
 * What all the schemas about one value say together, in the terms of 2020-12: references followed,
 * `allOf` merged, other spellings of the same made one. Two versions of a schema that mean the same
 * have views that compare equal.
 */
export interface View {
  /** The place that stands for the whole: the first schema that says anything. */
  readonly at: Location;
  /** The place of a keyword; that of the whole where no schema has it. */
  place(keyword: string, ...below: readonly (string | number)[]): Location;
  /** Some schema is `false`. */
  readonly never: boolean;
  readonly atoms: ReadonlySet<Atom>;
  readonly values: readonly unknown[] | undefined;
  /** The operands of each keyword that asserts something by itself, one for each schema. */
  readonly plain: ReadonlyMap<string, readonly unknown[]>;
  readonly properties: ReadonlyMap<string, readonly Node[]>;
  readonly required: ReadonlySet<string>;
  /** Schemas of the properties that are not described; `closed` where none is allowed. */
  readonly additional: readonly Node[];
  readonly closed: boolean;
  /** Schemas in which less is less, by where they apply: `items`, `patternProperties ^x-`. */
  readonly applied: ReadonlyMap<string, readonly Node[]>;
  /** Schemas in which less may be more: `not`, `if`, `contains`. */
  readonly opaque: ReadonlyMap<string, readonly Node[]>;
  readonly unions: readonly Union[];
  /** Unions of types, which `atoms` tells of already. */
  readonly folded: readonly Union[];
  /** The types, unions other than of types left aside. */
  readonly ownAtoms: ReadonlySet<Atom>;
  /** Whether types or values are limited by more than unions. */
  readonly typed: boolean;
  /** The two alternatives, null and another one, that were read as one schema. */
  readonly nullable: Union | undefined;
  readonly discriminator: Node | undefined;
  readonly default: Node | undefined;
  readonly deprecated: boolean;
}

export interface Union {
  readonly keyword: 'oneOf' | 'anyOf';
  readonly branches: readonly Node[];
  readonly at: Location;
}

export interface Views {
  readonly api: Api;
  readonly references: References;
  readonly reading: Reading;
  of(nodes: readonly Node[]): View;
  /** References that lead nowhere, by their place. */
  readonly dangling: ReadonlyMap<string, Location>;
  /** Whether a property belongs to requests only, or to answers only. */
  flagged(nodes: readonly Node[], flag: 'readOnly' | 'writeOnly'): boolean;
}

/** A schema object without references and `allOf`, of which several may speak about one value. */
interface Layer {
  readonly at: Location;
  readonly value: JsonObject;
  /** As it was written, with its annotations. */
  readonly written: JsonObject;
}

/** The views of an API's schemas, each made when it is first needed and kept. */
export function createViews(api: Api, direction: Direction): Views {
  const references = createReferences(createResources(api));
  const reading: Reading = { dialect: api.dialect, direction, follow: references.follow };
  const known = new Map<string, View>();
  const dangling = new Map<string, Location>();

  const views: Views = {
    api,
    references,
    reading,
    dangling,
    flagged: (nodes, flag) => nodes.some((node) => hasFlag(node, flag, reading)),
    of(nodes) {
      const key = nodes.map(({ at }) => locationKey(at)).join(' ');
      let view = known.get(key);
      if (view === undefined) {
        view = createView(nodes);
        known.set(key, view);
      }
      return view;
    },
  };

  function createView(nodes: readonly Node[]): View {
    const { layers, never } = layersOf(nodes);
    const alone = never ? undefined : soleUnion(layers);
    if (alone !== undefined) {
      const [other] = alone.branches.filter((branch) => !isNullSchema(branch));
      if (alone.branches.length === 2 && other !== undefined && onlyOneNull(alone)) {
        const inner = layersOf([other]);
        if (soleUnion(inner.layers) === undefined) {
          return viewOfLayers(nodes, inner.layers, inner.never, alone);
        }
      }
    }
    return viewOfLayers(nodes, layers, never, undefined);
  }

  /** The schemas that all speak about the value, references and `allOf` left behind. */
  function layersOf(nodes: readonly Node[]): { readonly layers: Layer[]; readonly never: boolean } {
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
        if (target === undefined) dangling.set(key, below(at, keyword));
        else collect(target);
        // The siblings of a reference are ignored in 3.0 (section 4.7.23) and count from 3.1 on.
        if (api.dialect === '3.0') return;
      }
      const asserted = api.dialect === '3.0' ? asIf31(value, at, { refuse: () => {} }) : value;
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
  }

  /** The one union that is all that the schemas assert; `undefined` where there is more. */
  function soleUnion(layers: readonly Layer[]): Union | undefined {
    const asserting = layers.filter(({ value }) => Object.keys(value).some(isAsserting));
    const [layer] = asserting;
    if (asserting.length !== 1 || layer === undefined) return undefined;
    const keywords = Object.keys(layer.value).filter(isAsserting);
    const unions = unionsOf(layer);
    return keywords.length === 1 && unions.length === 1 ? unions[0] : undefined;
  }

  /** Alternatives of alternatives, and null beside alternatives, are alternatives all the same. */
  function flattened(union: Union, around: ReadonlySet<string>): Union {
    const inside = new Set([...around, locationKey(union.at)]);
    const innerOf = (branch: Node): Union | undefined => {
      const { layers, never } = layersOf([branch]);
      const inner = never ? undefined : soleUnion(layers);
      return inner === undefined || inside.has(locationKey(inner.at))
        ? undefined
        : flattened(inner, inside);
    };
    const [other] = union.branches.filter((branch) => !isNullSchema(branch));
    if (union.branches.length === 2 && other !== undefined && onlyOneNull(union)) {
      const inner = innerOf(other);
      if (inner === undefined) return union;
      const nothing = union.branches.filter((branch) => branch !== other);
      return { ...union, keyword: inner.keyword, branches: [...inner.branches, ...nothing] };
    }
    if (union.keyword === 'oneOf') return union;
    const branches = union.branches.flatMap((branch) => {
      const inner = innerOf(branch);
      return inner?.keyword === 'anyOf' ? inner.branches : [branch];
    });
    return { ...union, branches };
  }

  function onlyOneNull({ branches }: Union): boolean {
    return branches.filter(isNullSchema).length === 1;
  }

  function isNullSchema(node: Node): boolean {
    const value = references.follow(node)?.value;
    return (
      isObject(value) &&
      (isEqual(value.type, 'null') || isEqual(value.enum, [null]) || isEqual(value.const, null))
    );
  }

  function viewOfLayers(
    nodes: readonly Node[],
    layers: readonly Layer[],
    never: boolean,
    nullable: Union | undefined,
  ): View {
    let atoms: ReadonlySet<Atom> = allAtoms;
    let values: readonly unknown[] | undefined;
    const unions: Union[] = [];
    const typesIn = (union: Union) => atomsOfUnion(union, new Set());
    const folded: Union[] = [];
    let typed = false;

    const onlyAtoms = (allowed: ReadonlySet<Atom>) => {
      atoms = new Set([...atoms].filter((atom) => allowed.has(atom)));
    };
    const onlyValues = (allowed: readonly unknown[]) => {
      values = (values ?? allowed).filter((value) => isMember(value, allowed));
    };
    for (const layer of layers) {
      const { type, enum: listed, const: only } = layer.value;
      typed ||= type !== undefined || listed !== undefined || only !== undefined;
      if (type !== undefined) onlyAtoms(atomsOf(type));
      if (Array.isArray(listed)) onlyValues(listed);
      if (only !== undefined) onlyValues([only]);
      for (const written of unionsOf(layer)) {
        const union = flattened(written, new Set());
        const simple = simpleUnion(union);
        if (simple === undefined) {
          unions.push(union);
        } else if ('values' in simple) {
          typed = true;
          onlyValues(simple.values);
        } else {
          folded.push(union);
          onlyAtoms(simple.atoms);
        }
      }
    }
    let ownAtoms = atoms;
    onlyAtoms(
      new Set([...allAtoms].filter((atom) => unions.every((one) => typesIn(one).has(atom)))),
    );
    if (nullable !== undefined) {
      ownAtoms = new Set([...ownAtoms, 'null']);
      atoms = new Set([...atoms, 'null']);
      if (values !== undefined) values = [...values, null];
    }
    if (values !== undefined) {
      const allowed = values.filter((value) => atoms.has(atomOf(value)));
      values = allowed.filter((value, index) => !isMember(value, allowed.slice(0, index)));
      atoms = new Set(values.map(atomOf));
    }

    const operands = (keyword: string) =>
      layers.flatMap(({ value }) => (value[keyword] === undefined ? [] : [value[keyword]]));
    const place: View['place'] = (keyword, ...tokens) => {
      const layer = layers.find(({ written }) => {
        let value: unknown = written[keyword];
        for (const token of tokens) value = (value as JsonObject | undefined)?.[token];
        return value !== undefined;
      });
      if (layer !== undefined) return below(layer.at, keyword, ...tokens);
      const holder = layers.find(({ written }) => written[keyword] !== undefined);
      return holder === undefined ? view.at : below(holder.at, keyword);
    };

    const properties = byName(layers, 'properties');
    const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
    const required = new Set(
      operands('required')
        .flat()
        .filter((name): name is string => typeof name === 'string')
        .filter((name) => !views.flagged(properties.get(name) ?? [], flag)),
    );
    const additional = [
      ...schemasAt(layers, 'additionalProperties'),
      ...schemasAt(layers, 'unevaluatedProperties'),
    ].filter(({ value }) => value !== true);
    const applied = new Map<string, readonly Node[]>();
    const opaque = new Map<string, readonly Node[]>();
    const keep = (map: Map<string, readonly Node[]>, key: string, found: readonly Node[]) => {
      if (found.length > 0) map.set(key, found);
    };
    for (const keyword of ['items', 'propertyNames', 'unevaluatedItems', 'then', 'else']) {
      keep(applied, keyword, schemasAt(layers, keyword));
    }
    for (const keyword of ['patternProperties', 'dependentSchemas']) {
      for (const [name, found] of byName(layers, keyword))
        keep(applied, `${keyword} ${name}`, found);
    }
    for (const { at, value } of layers) {
      if (!Array.isArray(value.prefixItems)) continue;
      for (const [index, item] of value.prefixItems.entries()) {
        const key = `prefixItems ${index}`;
        const node = { value: item, at: below(at, 'prefixItems', index) };
        applied.set(key, [...(applied.get(key) ?? []), node]);
      }
    }
    for (const keyword of ['not', 'if', 'contains']) {
      keep(opaque, keyword, schemasAt(layers, keyword));
    }
    const noted = (keyword: string) => {
      const layer = layers.find(({ written }) => written[keyword] !== undefined);
      return layer && { value: layer.written[keyword], at: below(layer.at, keyword) };
    };

    const view: View = {
      at:
        (layers.find(({ value }) => Object.keys(value).some(isAsserting)) ?? layers[0])?.at ??
        nodes[0]!.at,
      place,
      never,
      atoms,
      values,
      plain: new Map(
        plainKeywords.flatMap((keyword) => {
          const found = operands(keyword);
          return found.length === 0 ? [] : [[keyword, found]];
        }),
      ),
      properties,
      required,
      additional: additional.filter(({ value }) => value !== false),
      closed: additional.some(({ value }) => value === false),
      applied,
      opaque,
      unions,
      folded,
      ownAtoms: values === undefined ? ownAtoms : atoms,
      typed,
      nullable,
      discriminator: noted('discriminator'),
      default: noted('default'),
      deprecated: noted('deprecated')?.value === true,
    };
    return view;
  }

  /** The types of values that some branch of a union allows; all, where that leads in a circle. */
  function atomsOfUnion(union: Union, around: ReadonlySet<string>): ReadonlySet<Atom> {
    return new Set(union.branches.flatMap((branch) => [...atomsOfNode(branch, around)]));
  }

  function atomsOfNode(node: Node, around: ReadonlySet<string>): ReadonlySet<Atom> {
    const key = locationKey(node.at);
    if (around.has(key) || around.size > 20) return allAtoms;
    const inside = new Set([...around, key]);
    const { layers, never } = layersOf([node]);
    if (never) return new Set();
    let atoms = allAtoms;
    const only = (allowed: ReadonlySet<Atom>) => {
      atoms = new Set([...atoms].filter((atom) => allowed.has(atom)));
    };
    for (const layer of layers) {
      const { type, enum: listed, const: one } = layer.value;
      if (type !== undefined) only(atomsOf(type));
      if (Array.isArray(listed)) only(new Set(listed.map(atomOf)));
      if (one !== undefined) only(new Set([atomOf(one)]));
      for (const union of unionsOf(layer)) only(atomsOfUnion(union, inside));
    }
    return atoms;
  }

  /** A union of types, or of values, is one type or one enumeration. */
  function simpleUnion(
    union: Union,
  ): { readonly atoms: ReadonlySet<Atom> } | { readonly values: readonly unknown[] } | undefined {
    const parts = union.branches.map((branch) => {
      const node = references.follow(branch);
      if (node === undefined || !isObject(node.value)) return undefined;
      if (node.value.allOf !== undefined || node.value.$dynamicRef !== undefined) return undefined;
      // Beside a reference, more may be asserted.
      if (node.value !== branch.value && Object.keys(branch.value as object).some(isAsserting)) {
        return undefined;
      }
      const value =
        api.dialect === '3.0' ? asIf31(node.value, node.at, { refuse: () => {} }) : node.value;
      const keywords = Object.keys(value).filter(isAsserting);
      if (!keywords.every((keyword) => ['type', 'enum', 'const'].includes(keyword)))
        return undefined;
      const allowed = atomsOf(value.type);
      const listed =
        value.const !== undefined
          ? [value.const]
          : Array.isArray(value.enum)
            ? value.enum
            : undefined;
      return { atoms: allowed, values: listed?.filter((item) => allowed.has(atomOf(item))) };
    });
    if (parts.length === 0) return undefined;
    const found: unknown[] = [];
    const allowed: Atom[] = [];
    for (const part of parts) {
      if (part === undefined) return undefined;
      if (part.values === undefined) allowed.push(...part.atoms);
      else found.push(...part.values);
    }
    // Types of few values are values beside values.
    if (found.length > 0 && allowed.every((atom) => atom === 'null' || atom === 'boolean')) {
      found.push(...allowed.flatMap((atom) => (atom === 'null' ? [null] : [true, false])));
      allowed.length = 0;
    }
    // What two alternatives allow, oneOf forbids.
    const exclusive = union.keyword === 'oneOf';
    if (allowed.length > 0) {
      const outside = found.filter((value) => !allowed.includes(atomOf(value)));
      if (outside.length > 0 || (exclusive && found.length > 0)) return undefined;
      const set = new Set(allowed);
      return exclusive && set.size < allowed.length ? undefined : { atoms: set };
    }
    return exclusive && !areUnique(found) ? undefined : { values: found };
  }

  return views;
}

/** What a schema asserts by itself, apart from its types and values. */
const plainKeywords = [
  ...['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'dependentRequired'],
] as const;

const silentKeywords = new Set([
  ...['title', 'description', 'example', 'examples', 'default', 'deprecated', 'discriminator'],
  ...['readOnly', 'writeOnly', 'externalDocs', 'xml', 'nullable', 'allOf', '$ref', '$dynamicRef'],
  ...['$id', '$schema', '$anchor', '$dynamicAnchor', '$defs', 'definitions', '$comment'],
]);

function isAsserting(keyword: string): boolean {
  return !silentKeywords.has(keyword) && !keyword.startsWith('x-');
}

function unionsOf({ at, value }: Layer): readonly Union[] {
  return (['oneOf', 'anyOf'] as const).flatMap((keyword) => {
    const branches = value[keyword];
    if (!Array.isArray(branches) || branches.length === 1) return [];
    const place = below(at, keyword);
    const nodes = branches.map((branch, index) => ({ value: branch, at: below(place, index) }));
    return [{ keyword, branches: nodes, at: place }];
  });
}

function schemasAt(layers: readonly Layer[], keyword: string): Node[] {
  return layers.flatMap(({ at, value }) =>
    value[keyword] === undefined ? [] : [{ value: value[keyword], at: below(at, keyword) }],
  );
}

function byName(layers: readonly Layer[], keyword: string): Map<string, readonly Node[]> {
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
