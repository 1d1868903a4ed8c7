import type { Api, MediaType, Schema } from '../api/model.ts';
import { isObject, type JsonObject, type Node, textOf } from '../api/node.ts';
import { escapeToken } from '../json/pointer.ts';
import { type Direction, otherDirection } from '../schema/direction.ts';
import type { References } from '../schema/resources.ts';
import type { SchemaViews } from '../schema/view.ts';
import { createComponentNames } from './component-names.ts';
import { createDiffers } from './directions.ts';
import { createDiscriminators } from './discriminators.ts';
import { type Carrier, carrierOf, createFileSchemas } from './files.ts';
import { componentsOf, namedSchemas } from './named-schemas.ts';
import { plainSchema } from './plain-schema.ts';

/**
 * The schemas of an API in plain forms. Every target of a reference becomes a component. If its
 * requests differ from its answers, it becomes two: `Customer` for answers, without `writeOnly`
 * parts, and `CustomerInput` for requests, without `readOnly` parts. If it holds files in a
 * multipart body and texts in JSON, it becomes two as well: `Photo` and `PhotoMultipart`.
 */
export interface ComponentSchemas {
  /** A schema in text content, whose references lead to the components of its direction. */
  plain(schema: Schema, direction: Direction): JsonObject;
  /** The schema of a media type; that of a sequence describes the whole. */
  ofMedia(media: MediaType, direction: Direction): JsonObject | undefined;
  /** All components by name: those of the document, and other targets of references. */
  all(): JsonObject;
}

export function createComponentSchemas(
  api: Api,
  references: References,
  views: SchemaViews,
): ComponentSchemas {
  const given = componentsOf(api, references);
  const names = createComponentNames(api.root, given);
  const differs = createDiffers(references, views);
  // Many documents have one form of each schema, which a search in their text shows.
  const hasFlags = [...api.documents.values()].some(({ text }) => /readOnly|writeOnly/.test(text));
  const hasBinary = [...api.documents.values()].some(({ text }) =>
    /binary|contentMediaType/.test(text),
  );
  const files = createFileSchemas([...api.operations, ...api.webhooks], api.dialect, references);
  const discriminators = createDiscriminators(
    namedSchemas(api, given, references),
    references,
    views,
  );
  const made = new Map<string, Component>();
  const contents = new Map<MediaType, JsonObject | undefined>();
  const due: (() => void)[] = [];

  function plain(schema: Schema, direction: Direction, carrier: Carrier = 'text'): JsonObject {
    return plainSchema(schema, {
      ...{ dialect: api.dialect, discriminators, carrier, follow: references.follow },
      leftOut: (node, inherited) =>
        hasFlags && describesMembers(node)
          ? otherDirection(node, inherited, direction, views)
          : inherited,
      reference: (node, by) => referenceFor(node, direction, by),
    });
  }

  function referenceFor(node: Node, direction: Direction, carrier: Carrier): string | undefined {
    const reference = textOf(node, '$ref') ?? textOf(node, '$dynamicRef')!;
    const target = references.target(reference, node.at);
    return target && referenceTo(componentFor(target, direction, carrier));
  }

  /**
   * The name of a component; the component itself is made later, because a schema may refer to
   * itself.
   */
  function componentFor(schema: Schema, direction: Direction, carrier: Carrier): string {
    const isInput = hasFlags && direction === 'request' && differs(schema);
    const hasFiles = hasBinary && files.holdsFiles(schema, carrier);
    const beside = hasFiles && files.isInTexts(schema) ? 'Multipart' : isInput ? 'Input' : '';
    const name = names.of(schema.at, beside);
    if (!made.has(name)) {
      const component: Component = { schema: {}, beside: names.of(schema.at, '') };
      made.set(name, component);
      due.push(() => {
        component.schema = plain(schema, direction, hasFiles ? carrier : 'text');
      });
    }
    return name;
  }

  return {
    plain: (schema, direction) => plain(schema, direction),
    ofMedia(media, direction) {
      if (!contents.has(media)) contents.set(media, mediaSchema(media, direction));
      return contents.get(media);
    },
    all() {
      for (const [name, schema] of given) {
        const isInTexts = !hasBinary || files.isInTexts(schema);
        const own = componentFor(schema, 'response', isInTexts ? 'text' : 'multipart');
        if (own !== name) made.set(name, { schema: { $ref: referenceTo(own) }, beside: name });
      }
      for (let make = due.shift(); make !== undefined; make = due.shift()) make();
      return inOrder(made, [...given.keys()]);
    },
  };

  function mediaSchema(media: MediaType, direction: Direction) {
    const { schema, itemSchema } = media;
    const carrier = carrierOf(media, direction);
    if (schema !== undefined) return plain(schema, direction, carrier);
    return itemSchema && { type: 'array', items: plain(itemSchema, direction, carrier) };
  }
}

function describesMembers({ value }: Node): boolean {
  return isObject(value) && (Object.hasOwn(value, 'properties') || Object.hasOwn(value, 'allOf'));
}

interface Component {
  schema: JsonObject;
  /** The component beside which it is placed: itself, or its form for answers. */
  readonly beside: string;
}

function referenceTo(name: string): string {
  return `#/components/schemas/${escapeToken(name)}`;
}

/** Components keep the order of the document; their other forms follow them. */
function inOrder(made: ReadonlyMap<string, Component>, given: readonly string[]): JsonObject {
  const places = new Map(given.map((name, index) => [name, index]));
  const ranked = [...made].map(([name, { schema, beside }]) => {
    return { name, schema, rank: places.get(beside) ?? given.length };
  });
  ranked.sort((a, b) => a.rank - b.rank);
  return Object.fromEntries(ranked.map(({ name, schema }) => [name, schema]));
}
