import type { Api } from '../api/model.ts';
import { below, type JsonObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { type Direction, hasFlag, type Reading } from '../schema/direction.ts';
import { isMember } from '../schema/equality.ts';
import { createReferences, createResources, type References } from '../schema/resources.ts';
import { createAlternatives } from './alternatives.ts';
import { type Atom, allAtoms, atomOf, atomsOf } from './atoms.ts';
import {
  byName,
  createLayersOf,
  isAsserting,
  type Layer,
  schemasAt,
  type Union,
  unionsOf,
} from './layers.ts';

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
  /** Schemas in which less may be more (`not`, `if`, `contains`), or that nothing checks. */
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

/** The views of an API's schemas, each made when it is first needed and kept. */
export function createViews(api: Api, direction: Direction): Views {
  const references = createReferences(createResources(api));
  const reading: Reading = { dialect: api.dialect, direction, follow: references.follow };
  const known = new Map<string, View>();
  const dangling = new Map<string, Location>();
  const layersOf = createLayersOf(api.dialect, references, (at) =>
    dangling.set(locationKey(at), at),
  );
  const alternatives = createAlternatives(layersOf, references);

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
    const nullable = never ? undefined : alternatives.besideNull(layers);
    if (nullable === undefined) return viewOfLayers(nodes, layers, never, undefined);
    const inner = layersOf([nullable.other]);
    return viewOfLayers(nodes, inner.layers, inner.never, nullable.union);
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
        const union = alternatives.flatten(written);
        const simple = alternatives.fold(union);
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
      new Set(
        [...allAtoms].filter((atom) => unions.every((one) => alternatives.typesIn(one).has(atom))),
      ),
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
    for (const keyword of ['not', 'if', 'contains', 'contentSchema']) {
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

  return views;
}

/** What a schema asserts by itself, apart from its types and values. */
const plainKeywords = [
  ...['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'dependentRequired'],
] as const;
