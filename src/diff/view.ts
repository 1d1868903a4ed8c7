import type { Api } from '../api/model.ts';
import { below, type JsonObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import { type Direction, foreignFlag, hasFlag } from '../schema/direction.ts';
import { isMember } from '../schema/equality.ts';
import { heldBy, namedBy } from '../schema/members.ts';
import { createReferences, createResources, type References } from '../schema/resources.ts';
import { createSchemaViews, type SchemaView, type Union } from '../schema/view.ts';
import { createAlternatives } from './alternatives.ts';
import { alternativesOf, createSchemasOf, isAsserting } from './asserted.ts';
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
  readonly direction: Direction;
  of(nodes: readonly Node[]): View;
  /** References that lead nowhere, by their place. */
  readonly dangling: ReadonlyMap<string, Location>;
  /** Whether a property belongs to requests only, or to answers only. */
  flagged(nodes: readonly Node[], flag: 'readOnly' | 'writeOnly'): boolean;
}

/** The views of an API's schemas, each made when it is first needed and kept. */
export function createViews(api: Api, direction: Direction): Views {
  const references = createReferences(createResources(api));
  const schemaViews = createSchemaViews(api.dialect, references);
  const schemasOf = createSchemasOf(schemaViews);
  const known = new Map<string, View>();
  const dangling = new Map<string, Location>();
  const alternatives = createAlternatives(schemasOf, references);

  const views: Views = {
    api,
    references,
    direction,
    dangling,
    flagged: (nodes, flag) => nodes.some((node) => hasFlag(node, flag, schemaViews)),
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
    const view = read(nodes);
    const nullable = view.never ? undefined : alternatives.besideNull(view.schemas);
    if (nullable === undefined) return viewOf(nodes, view, undefined);
    return viewOf(nodes, read([nullable.other]), nullable.union);
  }

  function read(nodes: readonly Node[]): SchemaView {
    const view = schemasOf(nodes);
    for (const at of view.dangling) dangling.set(locationKey(at), at);
    return view;
  }

  function viewOf(
    nodes: readonly Node[],
    { schemas, never }: SchemaView,
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
    for (const schema of schemas) {
      const { type, enum: listed, const: only } = schema.keywords;
      typed ||= type !== undefined || listed !== undefined || only !== undefined;
      if (type !== undefined) onlyAtoms(atomsOf(type));
      if (Array.isArray(listed)) onlyValues(listed);
      if (only !== undefined) onlyValues([only]);
      for (const written of alternativesOf(schema)) {
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
      schemas.flatMap(({ keywords }) =>
        keywords[keyword] === undefined ? [] : [keywords[keyword]],
      );
    const place: View['place'] = (keyword, ...tokens) => {
      const schema = schemas.find(({ written }) => {
        let value: unknown = written[keyword];
        for (const token of tokens) value = (value as JsonObject | undefined)?.[token];
        return value !== undefined;
      });
      if (schema !== undefined) return below(schema.at, keyword, ...tokens);
      const holder = schemas.find(({ written }) => written[keyword] !== undefined);
      return holder === undefined ? view.at : below(holder.at, keyword);
    };

    const properties = namedBy(schemas, 'properties');
    const flag = foreignFlag(direction);
    const required = new Set(
      operands('required')
        .flat()
        .filter((name): name is string => typeof name === 'string')
        .filter((name) => !views.flagged(properties.get(name) ?? [], flag)),
    );
    const additional = [
      ...heldBy(schemas, 'additionalProperties'),
      ...heldBy(schemas, 'unevaluatedProperties'),
    ].filter(({ value }) => value !== true);
    const applied = new Map<string, readonly Node[]>();
    const opaque = new Map<string, readonly Node[]>();
    const keep = (map: Map<string, readonly Node[]>, key: string, found: readonly Node[]) => {
      if (found.length > 0) map.set(key, found);
    };
    for (const keyword of ['items', 'propertyNames', 'unevaluatedItems', 'then', 'else']) {
      keep(applied, keyword, heldBy(schemas, keyword));
    }
    for (const keyword of ['patternProperties', 'dependentSchemas']) {
      for (const [name, found] of namedBy(schemas, keyword))
        keep(applied, `${keyword} ${name}`, found);
    }
    for (const { at, keywords } of schemas) {
      if (!Array.isArray(keywords.prefixItems)) continue;
      for (const [index, item] of keywords.prefixItems.entries()) {
        const key = `prefixItems ${index}`;
        const node = { value: item, at: below(at, 'prefixItems', index) };
        applied.set(key, [...(applied.get(key) ?? []), node]);
      }
    }
    for (const keyword of ['not', 'if', 'contains', 'contentSchema']) {
      keep(opaque, keyword, heldBy(schemas, keyword));
    }
    const noted = (keyword: string) => {
      const schema = schemas.find(({ written }) => written[keyword] !== undefined);
      return schema && { value: schema.written[keyword], at: below(schema.at, keyword) };
    };

    const view: View = {
      at:
        (schemas.find(({ keywords }) => Object.keys(keywords).some(isAsserting)) ?? schemas[0])
          ?.at ?? nodes[0]!.at,
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
