import { isObject, type Node } from '../api/node.ts';
import { locationKey } from '../json/document.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { SchemaObject } from '../schema/view.ts';
import { factsOf, type ListedValue, listedValues, titleFacts } from './facts.ts';
import { schemasAt } from './schema-names.ts';
import { descriptionOf, isStructured } from './structure.ts';
import { typeOf } from './type-words.ts';

/** The words about a value, without its parts. */
export interface SchemaWords {
  /** `string <date>`, `array of Customer`, `integer, nullable`. */
  readonly type: string;
  /** The component that the type names. */
  readonly component: string | undefined;
  /** Other requirements on the value, one clause each, in Markdown: `at most 100 characters`. */
  readonly facts: readonly string[];
  /** The values of an `enum`, if the contract describes them one by one. */
  readonly values: readonly ListedValue[];
  readonly description: string | undefined;
  readonly deprecated: boolean;
}

interface DescribedSchemas {
  /** The schemas about the value that were not described before. */
  readonly here: readonly SchemaObject[];
  readonly isOpen: boolean;
  readonly words: SchemaWords;
  readonly pointer: string;
}

/** The words of single schemas, because components are used often. */
const kept = new WeakMap<Schemas, WeakMap<object, DescribedSchemas>>();

/**
 * The words for a value with these schemas, without those in `described`, which are already described.
 */
export function wordsAt(
  nodes: readonly Node[],
  schemas: Schemas,
  described: ReadonlySet<string>,
): DescribedSchemas {
  const [node] = nodes;
  const isAlone = nodes.length === 1 && described.size === 0 && isObject(node!.value);
  if (!isAlone) return newWords(nodes, schemas, described);
  let own = kept.get(schemas);
  if (own === undefined) {
    own = new WeakMap();
    kept.set(schemas, own);
  }
  const value = node!.value as object;
  const known = own.get(value);
  // A YAML anchor puts one object at several places.
  if (known?.pointer === node!.at.pointer) return known;
  const words = newWords(nodes, schemas, described);
  own.set(value, words);
  return words;
}

function newWords(
  nodes: readonly Node[],
  schemas: Schemas,
  described: ReadonlySet<string>,
): DescribedSchemas {
  const here = schemasAt(nodes, schemas).filter(({ at }) => !described.has(locationKey(at)));
  const words = typeOf(nodes, here, schemas);
  const facts = here.flatMap((one) => factsOf(one, schemas));
  const all = [...titleFacts(here, words.type), ...facts];
  return {
    here,
    isOpen: here.some(isStructured),
    pointer: nodes[0]?.at.pointer ?? '',
    words: {
      ...words,
      facts: all.length < 2 ? all : [...new Set(all)],
      values: here.flatMap(listedValues),
      description: descriptionOf(nodes, here),
      deprecated: here.some(({ written }) => written.deprecated === true),
    },
  };
}
