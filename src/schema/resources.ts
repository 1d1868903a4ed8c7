import type { Api } from '../api/model.ts';
import { below, isObject, type Node } from '../api/node.ts';
import { absoluteUri, documentBy, splitReference } from '../api/resolve.ts';
import type { Location, SourceDocument } from '../json/document.ts';
import { type Pointer, pointerOfFragment, valueAt } from '../json/pointer.ts';
import { nestedSchemas } from './subschemas.ts';

/**
 * A schema resource (JSON Schema Core 2020-12 section 4.3.5): a document, or a schema in it with
 * its own URI by `$id`. References and anchors below it are resolved against it.
 */
export interface Resource {
  /** The base URI, without a fragment. */
  readonly uri: string;
  readonly root: Node;
  /** The targets of `$anchor` and `$dynamicAnchor` (section 8.2.2). */
  readonly anchors: ReadonlyMap<string, Node>;
  readonly dynamicAnchors: ReadonlyMap<string, Node>;
}

export interface Resources {
  /** The innermost resource around a place. */
  at(place: Location): Resource;
  /** The resource with a URI. Nothing is fetched, so only loaded documents are found. */
  find(uri: string): Resource | undefined;
  /** The schemas with a dynamic anchor, in any resource. */
  dynamicAnchors(name: string): readonly Node[];
  /** Why a document was not loaded; `undefined` if it was, or no document refers to it. */
  whyUnread(uri: string): string | undefined;
}

/**
 * The schema resources of all documents of an API. In OpenAPI 3.0, only documents are resources.
 */
export function createResources(api: Api): Resources {
  const byDocument = new Map<SourceDocument, ReadonlyMap<Pointer, Resource>>();
  let embedded: ReadonlyMap<string, Resource> | undefined;

  function allResources(): readonly Resource[] {
    return [...api.documents.values()].flatMap((one) => [...resourcesOf(one).values()]);
  }

  function resourcesOf(document: SourceDocument): ReadonlyMap<Pointer, Resource> {
    let found = byDocument.get(document);
    if (found === undefined) {
      const names = api.dialect !== '3.0' && namesSchemas(document);
      found = names ? findResources(document) : new Map([['', documentResource(document)]]);
      byDocument.set(document, found);
    }
    return found;
  }

  return {
    at({ document, pointer }) {
      const resources = resourcesOf(document);
      if (resources.size === 1) return resources.get('')!;
      let ancestor = pointer;
      for (;;) {
        const resource = resources.get(ancestor);
        if (resource !== undefined) return resource;
        ancestor = ancestor.slice(0, Math.max(0, ancestor.lastIndexOf('/')));
      }
    },
    find(uri) {
      const document = documentBy(api.documents, uri);
      if (document !== undefined) return resourcesOf(document).get('');
      embedded ??= new Map(allResources().map((resource) => [resource.uri, resource]));
      return embedded.get(uri);
    },
    dynamicAnchors: (name) =>
      allResources().flatMap(({ dynamicAnchors }) => dynamicAnchors.get(name) ?? []),
    whyUnread: (uri) => api.unread.get(uri),
  };
}

/** Follows references between schemas. */
export interface References {
  /** The target of a reference, resolved against its resource. */
  target(reference: string, from: Location): Node | undefined;
  /**
   * The possible targets of a `$dynamicRef`, by the way there: as for a `$ref` first (section
   * 8.2.3.2).
   */
  dynamicTargets(reference: string, from: Location): readonly Node[];
  /** Why a reference is dangling. */
  whyNothing(reference: string, from: Location): string;
  /** The value at a node after its `$ref`s; `undefined` if one dangles or leads back. */
  follow(node: Node): Node | undefined;
}

/** References are URIs whose fragment is a JSON Pointer or an anchor (section 8.2.3). */
export function createReferences(resources: Resources): References {
  function target(reference: string, from: Location): Node | undefined {
    const { base, fragment: written } = splitReference(reference);
    const here = resources.at(from);
    const uri = base === '' ? here.uri : absoluteUri(base, here.uri);
    const resource =
      base === '' || uri === here.uri ? here : uri === undefined ? undefined : resources.find(uri);
    if (resource === undefined) return undefined;
    const fragment = pointerOfFragment(written);
    if (fragment === undefined) return undefined;
    if (fragment !== '' && !fragment.startsWith('/')) return resource.anchors.get(fragment);
    const { value, at } = resource.root;
    const found = valueAt(value, fragment);
    if (found === undefined) return undefined;
    return { value: found, at: { document: at.document, pointer: at.pointer + fragment } };
  }

  return {
    target,
    dynamicTargets(reference, from) {
      const initial = target(reference, from);
      if (initial === undefined) return [];
      const name = isObject(initial.value) ? initial.value.$dynamicAnchor : undefined;
      if (typeof name !== 'string' || !reference.endsWith(`#${name}`)) return [initial];
      const others = resources.dynamicAnchors(name).filter(({ value }) => value !== initial.value);
      return [initial, ...others];
    },
    whyNothing(reference, from) {
      const uri = absoluteUri(splitReference(reference).base, resources.at(from).uri);
      return (uri === undefined ? undefined : resources.whyUnread(uri)) ?? 'nothing is there';
    },
    follow(node) {
      const seen = new Set<unknown>();
      let current: Node | undefined = node;
      while (
        current !== undefined &&
        isObject(current.value) &&
        typeof current.value.$ref === 'string'
      ) {
        if (seen.has(current.value)) return undefined;
        seen.add(current.value);
        current = target(current.value.$ref, current.at);
      }
      return current;
    },
  };
}

/** Most documents give no schema a URI, which a search in their text shows. */
function namesSchemas(document: SourceDocument): boolean {
  return /\$(?:id|anchor|dynamicAnchor)\b/.test(document.text);
}

function documentResource(document: SourceDocument): Resource {
  const root = { value: document.value, at: { document, pointer: '' } };
  return { uri: document.uri, root, anchors: new Map(), dynamicAnchors: new Map() };
}

interface Found extends Resource {
  readonly anchors: Map<string, Node>;
  readonly dynamicAnchors: Map<string, Node>;
}

function findResources(document: SourceDocument): ReadonlyMap<Pointer, Resource> {
  const root: Node = { value: document.value, at: { document, pointer: '' } };
  const begin = (uri: string, node: Node): Found => ({
    uri,
    root: node,
    anchors: new Map(),
    dynamicAnchors: new Map(),
  });
  const found = new Map([['', begin(document.uri, root)]]);

  function visit(schema: Node, holder: Found): void {
    if (!isObject(schema.value)) return;
    const { $id, $anchor, $dynamicAnchor } = schema.value;
    let resource = holder;
    const uri =
      typeof $id === 'string' ? absoluteUri($id.replace(/#$/, ''), holder.uri) : undefined;
    if (uri !== undefined && !uri.includes('#')) {
      resource = begin(uri, schema);
      found.set(schema.at.pointer, resource);
    }
    for (const name of [$anchor, $dynamicAnchor]) {
      if (typeof name === 'string' && !resource.anchors.has(name)) {
        resource.anchors.set(name, schema);
      }
    }
    if (typeof $dynamicAnchor === 'string' && !resource.dynamicAnchors.has($dynamicAnchor)) {
      resource.dynamicAnchors.set($dynamicAnchor, schema);
    }
    for (const nested of nestedSchemas(schema)) visit(nested, resource);
  }

  for (const schema of outermostSchemas(root)) visit(schema, found.get('')!);
  return found;
}

/** The schemas of a document that are not inside other schemas. */
function* outermostSchemas(node: Node): Iterable<Node> {
  const { value, at } = node;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      yield* outermostSchemas({ value: item, at: below(at, index) });
    }
  }
  if (!isObject(value)) return;
  if (isNamed(value)) {
    yield node;
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const place = below(at, key);
    if (key === 'schema' || key === 'itemSchema') yield { value: item, at: place };
    else if (key === 'schemas' && isObject(item)) {
      for (const [name, schema] of Object.entries(item)) {
        yield { value: schema, at: below(place, name) };
      }
    } else if (!holdsData(key)) yield* outermostSchemas({ value: item, at: place });
  }
}

function isNamed(value: Readonly<Record<string, unknown>>): boolean {
  return ['$schema', '$id', '$anchor', '$dynamicAnchor', '$defs'].some(
    (keyword) => Object.hasOwn(value, keyword) && value.openapi === undefined,
  );
}

/** The contents of these are values, so nothing in them is a schema. */
function holdsData(key: string): boolean {
  return /^(?:x-.*|examples?|default|value|const|enum)$/.test(key);
}
