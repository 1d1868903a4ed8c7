import type { MediaType, Operation, Schema } from '../api/model.ts';
import { isObject, items, member, type Node } from '../api/node.ts';
import { queryOfPath } from '../api/path-query.ts';
import { findRepeatedNames, mayCountNames, survey } from '../body/json-names.ts';
import {
  documentedExamples,
  exampleContent,
  type MediaTypeExample,
} from '../example/media-type.ts';
import { documentedValues } from '../example/parameter.ts';
import { writeHeader } from '../example/write.ts';
import { type Finding, finding } from '../finding.ts';
import { maximumDepth } from '../json/depth.ts';
import type { Location, SourceDocument } from '../json/document.ts';
import { escapeToken, parsePointer, valueAt } from '../json/pointer.ts';
import { bodyPlaces } from '../judge/body.ts';
import type { Judge } from '../judge/judge.ts';
import { isFinal } from '../judge/response.ts';
import type { Direction, Schemas } from '../schema/schemas.ts';
import { describeSequence, isSequential } from '../schema/sequence.ts';
import { subschemas } from '../schema/subschemas.ts';
import { type Use, usesOf } from './uses.ts';

/** A contract with its schemas. */
type Contract = Pick<Judge, 'api' | 'schemas'>;

/**
 * The findings about a contract alone: every schema compiles, every example satisfies its schema.
 * Each schema and each example is checked once, also if several places refer to it.
 *
 * @example
 * ```ts
 * const judge = await openJudge('specs/pets/openapi.yaml');
 * console.log(lintContract(judge).map(messageOf));
 * ```
 */
export function lintContract(contract: Contract): readonly Finding[] {
  return [...lintContractInSteps(contract)].flat();
}

/** Lints in small steps, so that a server can answer requests in between. */
export function* lintContractInSteps({ api, schemas }: Contract): Iterable<readonly Finding[]> {
  const isNew = firstOfItsKind();
  for (const document of api.documents.values()) yield repeatedNames(document);
  for (const use of usesOf(api)) {
    const unread = use.examples.flatMap(({ name = 'example', at, unread: reason }) =>
      reason === undefined ? [] : [finding('example-invalid', at, undefined, { name, reason })],
    );
    const ofExamples = [...unread, ...judgeExamples(use, schemas), ...judgeField(use, schemas)];
    yield [...ofExamples, ...judgeCompiles(use, schemas)].filter(isNew);
  }
  // A component serves requests and responses, so its example may be for either.
  const inComponents = new Set<unknown>();
  for (const node of api.schemas.values()) {
    const ofExamples = judgeSchemaExamples(node, ['response', 'request'], inComponents, schemas);
    yield [...judgeComponentCompiles(node, schemas), ...ofExamples].filter(isNew);
  }
  const seen = { request: new Set(inComponents), response: new Set(inComponents) };
  for (const { schema, direction } of usesOf(api)) {
    if (schema === undefined) continue;
    yield [...judgeSchemaExamples(schema, [direction], seen[direction], schemas)].filter(isNew);
  }
  yield schemas.unreadPatterns();
  yield api.operations
    .filter(hasNoResponse)
    .map(({ at, id }) => finding('response-missing', at, undefined, { name: id }));
  yield api.operations.flatMap(queryInPath).filter(isNew);
}

/**
 * Names that occur twice in a JSON object, at the last one, which counts; YAML refuses them
 * (section 3.2.1.3).
 */
function repeatedNames(document: SourceDocument): readonly Finding[] {
  const { syntax, text, value } = document;
  if (syntax !== 'json' || mayCountNames(text) === survey(value, maximumDepth)?.names) return [];
  return findRepeatedNames(text).map((pointer) => {
    const name = JSON.stringify(parsePointer(pointer)?.at(-1));
    const reason = `the name ${name} comes twice in one object, and what stands here counts; rename or remove one of the two`;
    return finding('document-invalid', { document, pointer }, undefined, { reason });
  });
}

/** A path with a query, at the path itself; a path in another document is at its operation. */
function queryInPath({ path, at }: Operation): readonly Finding[] {
  if (queryOfPath(path) === '') return [];
  const pointer = `/paths/${escapeToken(path)}`;
  const isHere = valueAt(at.document.value, pointer) !== undefined;
  const place = isHere ? { document: at.document, pointer } : at;
  return [finding('path-with-query', place, undefined, { name: path })];
}

/**
 * Compiles every schema of a contract at once, used or not, also in other documents; reports which
 * ones cannot be compiled.
 */
export function compileSchemas({ api, schemas }: Contract): readonly Finding[] {
  const ofUses = [...usesOf(api)].flatMap(({ schema, direction }) =>
    schema === undefined ? [] : schemas.compile(schema, direction),
  );
  const ofComponents = [...api.schemas.values()].flatMap((schema) =>
    directions.flatMap((direction) => schemas.compile(schema, direction)),
  );
  return [...ofUses, ...ofComponents, ...schemas.unreadPatterns()].filter(firstOfItsKind());
}

const directions: readonly Direction[] = ['request', 'response'];

function firstOfItsKind(): (found: Finding) => boolean {
  const known = new Set<string>();
  return ({ code, at, args }) => {
    const key = JSON.stringify([code, at?.document.uri, at?.pointer, args], asText);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  };
}

/** JSON has no integers beyond what a double holds. */
function asText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Whether an operation describes no answer; a dangling reference is another fault. */
function hasNoResponse({ responses, at }: Operation): boolean {
  if (responses.some(isFinal)) return false;
  const written = valueAt(at.document.value, `${at.pointer}/responses`);
  return Object.keys(isObject(written) ? written : {}).every((name) => /^(?:1|x-)/.test(name));
}

function* judgeCompiles(
  { schema, direction }: Pick<Use, 'schema' | 'direction'>,
  schemas: Schemas,
): Iterable<Finding> {
  if (schema === undefined) return;
  const problem = schemas.whyNotCompiled(schema, direction);
  if (problem !== undefined) yield problem;
}

/** A component serves requests and answers. */
function* judgeComponentCompiles(schema: Node, schemas: Schemas): Iterable<Finding> {
  yield* judgeCompiles({ schema, direction: 'request' }, schemas);
  yield* judgeCompiles({ schema, direction: 'response' }, schemas);
}

function judgeExamples(use: Use, schemas: Schemas): readonly Finding[] {
  const { schema, media, direction } = use;
  if (media !== undefined) return judgeMediaExamples(media, use, schemas);
  if (schema === undefined) return [];
  return use.examples.flatMap(({ value, at, name }) =>
    value === undefined ? [] : judgeExample(value, at, name, schema, direction, schemas),
  );
}

/** A value that no header field can carry, such as a line break, is never sent. */
function judgeField({ field }: Use, schemas: Schemas): readonly Finding[] {
  if (field === undefined) return [];
  return documentedValues(field).flatMap(({ value, at, name }) => {
    try {
      writeHeader(field, value, schemas);
      return [];
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return [finding('example-invalid', at, undefined, named({ name }, error.message))];
    }
  });
}

/**
 * Validates the value of an example with its schema. A text on the wire is read first. So is a
 * sequence, whose values are judged one by one as in a body.
 */
function judgeMediaExamples(
  media: MediaType,
  { direction, schema, examples }: Use,
  schemas: Schemas,
): readonly Finding[] {
  const isSequence = isSequential(media.range, media);
  if (isSequence) {
    const { problem } = describeSequence(media, media.range, schemas);
    if (problem !== undefined) {
      return [finding('not-checked', media.at, bodyPlaces[direction], { reason: problem })];
    }
  }
  if (examples.length === 0) return [];
  const content = exampleContent([media], direction, schemas);
  return documentedExamples(media, content).flatMap((example) => {
    const { name, at } = example.documented!;
    if (isSequence || example.isText) {
      return example.findings.flatMap((found) => exampleFinding(found, example) ?? []);
    }
    if (schema === undefined) return [];
    return judgeExample(example.written, at, name, schema, direction, schemas);
  });
}

/** The judge's findings about an example on the wire, at the place of the example. */
function exampleFinding(
  { code, place, args }: Finding,
  { documented, written }: MediaTypeExample,
): Finding | undefined {
  const { at, name } = documented!;
  if (code === 'body-malformed') {
    return finding('example-invalid', at, undefined, named({ name }, args.reason));
  }
  if (code !== 'value-invalid') return undefined;
  const pointer = place?.pointer ?? '';
  // A sequence may have a single value as its example.
  const own = Array.isArray(written) ? pointer : pointer.replace(/^\/0(?=\/|$)/, '');
  const location = { document: at.document, pointer: at.pointer + own };
  const { name: _, reason: __, ...broken } = args;
  return finding('example-invalid', location, undefined, {
    ...broken,
    ...named({ name }, undefined),
  });
}

function judgeExample(
  value: unknown,
  at: Location,
  name: string | undefined,
  schema: Schema,
  direction: Direction,
  schemas: Schemas,
): readonly Finding[] {
  const verdict = schemas.check(schema, direction, value);
  // An uncompilable schema is one finding, reported once.
  if (verdict.kind === 'not-checked') return [verdict.problem];
  if (verdict.kind === 'valid') return [];
  return verdict.errors.map(({ pointer, at: _, ...broken }) =>
    finding(
      'example-invalid',
      { document: at.document, pointer: at.pointer + pointer },
      undefined,
      { ...broken, ...named({ name }, undefined) },
    ),
  );
}

function named({ name }: { readonly name: string | undefined }, reason: string | undefined) {
  return { ...(name !== undefined && { name }), ...(reason !== undefined && { reason }) };
}

/** Judges the `example`, `examples` and `default` of a schema and of its unseen subschemas. */
function* judgeSchemaExamples(
  root: Node,
  either: readonly Direction[],
  seen: Set<unknown>,
  schemas: Schemas,
): Iterable<Finding> {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!isObject(node.value) || seen.has(node.value)) continue;
    seen.add(node.value);
    const own = [
      member(node, 'example'),
      member(node, 'default'),
      ...items(member(node, 'examples')),
    ];
    for (const example of own) {
      if (example === undefined || node.value.$ref !== undefined) continue;
      yield* judgeEitherWay(example, node, either, schemas);
    }
    open.push(...subschemas(node));
  }
}

/** Judges an example, which is valid if it is valid in one of the directions. */
function judgeEitherWay(
  example: Node,
  schema: Node,
  either: readonly Direction[],
  schemas: Schemas,
): readonly Finding[] {
  const judged = either.map((direction) =>
    judgeExample(example.value, example.at, undefined, schema, direction, schemas),
  );
  return judged.some((faults) => faults.length === 0) ? [] : judged[0]!;
}
