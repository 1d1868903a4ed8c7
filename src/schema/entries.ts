import type { Api } from '../api/model.ts';
import type { Node } from '../api/node.ts';
import { type FindingOf, finding } from '../finding.ts';
import { type Location, locationKey } from '../json/document.ts';
import type { Direction } from './direction.ts';
import { outermostScope, type Scope } from './dynamic-scope.ts';
import type { Effort } from './effort.ts';
import type { Pace } from './pace.ts';
import type { Doubts } from './pattern.ts';
import type { References, Resources } from './resources.ts';
import { nothingHidden, type Translated, translate } from './translate.ts';
import type { SchemaViews } from './view.ts';
import { vocabularyOf } from './vocabulary.ts';

/** A schema for compilation, translated. */
export interface Entry {
  /** The schema's identifier in the translations of other schemas. */
  readonly id: string;
  readonly node: Node;
  readonly schema: Translated;
  readonly refers: readonly Entry[];
  readonly problems: readonly FindingOf<'schema-uncompilable'>[];
  /** Whether it means something else in the other direction. */
  readonly directional: boolean;
}

/** An entry until its turn has come. */
type Unfinished = Omit<Entry, 'schema' | 'directional' | 'refers' | 'problems'> & {
  schema: Translated;
  directional: boolean;
  readonly refers: Entry[];
  readonly problems: FindingOf<'schema-uncompilable'>[];
};

export interface Entries {
  /** Translates a schema, with all that it refers to, once. */
  enter(node: Node): Entry;
  /** The place of a translated schema in the contract. */
  placeOf(schema: object): Location | undefined;
}

/** Translations that both directions share. */
export interface Meaning {
  readonly api: Api;
  readonly resources: Resources;
  readonly references: References;
  readonly views: SchemaViews;
  /** Whether `format` refuses values. */
  readonly assertsFormats: boolean;
  readonly lenientNullable: boolean;
  readonly doubts: Doubts;
  readonly effort: Effort;
  readonly pace: Pace;
  /** The patterns that are not ECMA-262, each at its first place. */
  readonly foreign: Map<string, Foreign>;
}

/** A pattern of another dialect; `isRead` says whether its meaning is known. */
export interface Foreign {
  readonly isRead: boolean;
  readonly problem: FindingOf<'pattern-unreadable'>;
}

/** The translated schemas of one API for one direction. */
export function createEntries(
  direction: Direction,
  { api, resources, references, views, assertsFormats, lenientNullable, foreign, pace }: Meaning,
): Entries {
  const entries = new Map<string, Unfinished>();
  const waiting: { readonly entry: Unfinished; readonly scope: Scope }[] = [];
  const places = new WeakMap<object, Location>();

  /** Registered first, and translated later, because a chain of references may have any length. */
  function enter(node: Node, scope: Scope): Entry {
    const key = locationKey(node.at) + scope.key;
    let entry = entries.get(key);
    if (entry === undefined) {
      entry = {
        id: `schema:${entries.size}`,
        node,
        schema: false,
        refers: [],
        problems: [],
        directional: false,
      };
      entries.set(key, entry);
      waiting.push({ entry, scope });
    }
    return entry;
  }

  function translateWaiting(): void {
    while (waiting.length > 0) {
      pace.next();
      const { entry, scope } = waiting.pop()!;
      translateEntry(entry, scope);
    }
  }

  function translateEntry(entry: Unfinished, scope: Scope): void {
    const { node, refers, problems } = entry;
    const refuse = (at: Location, reason: string) =>
      problems.push(finding('schema-uncompilable', at, undefined, { reason }));
    entry.schema = translate(
      node,
      {
        dialect: api.dialect,
        direction,
        resources,
        references,
        views,
        assertsFormats,
        lenientNullable,
        identify(referred, within) {
          const target = enter(referred, within);
          refers.push(target);
          return target.id;
        },
        apart(inner, { scope: within, vocabulary }) {
          if (vocabularyOf(inner, api, resources) !== vocabulary) return undefined;
          const target = enter(inner, within);
          refers.push(target);
          return target.id;
        },
        written: (schema, at) => places.set(schema, at),
        directional: () => {
          entry.directional = true;
        },
        refuse,
        notePattern(pattern, at, reason) {
          if (foreign.has(pattern)) return;
          const args = { reason: reason ?? 'dialects differ beyond printable ASCII' };
          const problem = finding('pattern-unreadable', at, undefined, { name: pattern, ...args });
          foreign.set(pattern, { isRead: reason === undefined, problem });
        },
      },
      { scope, vocabulary: vocabularyOf(node, api, resources), hidden: nothingHidden },
    );
  }

  return {
    enter(node) {
      const entry = enter(node, outermostScope);
      translateWaiting();
      return entry;
    },
    placeOf: (schema) => places.get(schema),
  };
}

/** An entry, and everything that it refers to, directly or not. */
export function reach(entry: Entry): ReadonlySet<Entry> {
  const reachable = new Set([entry]);
  for (const next of reachable) {
    for (const referred of next.refers) reachable.add(referred);
  }
  return reachable;
}
