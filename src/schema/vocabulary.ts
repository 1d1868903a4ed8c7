import type { Api } from '../api/model.ts';
import { isObject, type Node } from '../api/node.ts';
import { keywords } from './keywords.ts';
import type { Resources } from './resources.ts';

/** The effective keywords of a schema, or why they are unknown. */
export type Vocabulary =
  | { readonly known: true; readonly asserts: (keyword: string) => boolean }
  | { readonly known: false; readonly dialect: string };

/** All of 2020-12, as in OpenAPI's own dialects. */
const everything: Vocabulary = { known: true, asserts: () => true };

const wholeDialects =
  /^https:\/\/(?:json-schema\.org\/draft\/2020-12\/schema|spec\.openapis\.org\/oas\/3\.[12]\/dialect\/[\w-]+)#?$/;

const vocabularyBase = 'https://json-schema.org/draft/2020-12/vocab/';

/**
 * The vocabulary of a schema: by its `$schema`, else by that of its resource, else by the
 * document's `jsonSchemaDialect` (OpenAPI 3.1 section 4.8.24.4). A dialect is known if it is
 * 2020-12 or OpenAPI's, or if its meta-schema was loaded and lists vocabularies of 2020-12 (JSON
 * Schema Core section 8.1.2).
 */
export function vocabularyOf(node: Node, api: Api, resources: Resources): Vocabulary {
  if (api.dialect === '3.0') return everything;
  const { root } = resources.at(node.at);
  const described = isObject(api.root.value) ? api.root.value.jsonSchemaDialect : undefined;
  const dialect = [ownDialect(node), ownDialect(root), described].find(
    (uri) => typeof uri === 'string',
  );
  return dialect === undefined ? everything : vocabularyOfDialect(dialect, resources);
}

/** The `$schema` of a schema; `undefined` without one. */
export function ownDialect({ value }: Node): string | undefined {
  return isObject(value) && typeof value.$schema === 'string' ? value.$schema : undefined;
}

export function vocabularyOfDialect(dialect: string, resources: Resources): Vocabulary {
  if (wholeDialects.test(dialect)) return everything;
  const metaSchema = resources.find(dialect.replace(/#$/, ''))?.root.value;
  const listed = isObject(metaSchema) ? metaSchema.$vocabulary : undefined;
  if (!isObject(listed)) return { known: false, dialect };
  const names = Object.keys(listed).map((uri) => uri.replace(vocabularyBase, ''));
  const foreign = names.find((name) => !isVocabulary(name) && listed[name] === true);
  if (foreign !== undefined) return { known: false, dialect };
  return { known: true, asserts: (keyword) => names.includes(vocabularyOfKeyword(keyword)) };
}

function isVocabulary(name: string): boolean {
  return /^(?:core|applicator|unevaluated|validation|meta-data|content|format-(?:annotation|assertion))$/.test(
    name,
  );
}

function vocabularyOfKeyword(keyword: string): string {
  if (keyword === 'format') return 'format-assertion';
  if (keyword.startsWith('unevaluated')) return 'unevaluated';
  return Object.hasOwn(keywords, keyword) && keywords[keyword] !== 'plain'
    ? 'applicator'
    : 'validation';
}
