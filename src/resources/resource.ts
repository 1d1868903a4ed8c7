import type { MediaType, Operation, Parameter, Schema } from '../api/model.ts';
import type { Pointer } from '../json/pointer.ts';

/** Things of one kind that operations are about: the orders, the one profile. */
export interface Resource {
  /** Unique in the API, stable, readable: `orders`, `customers/orders`. */
  readonly name: string;
  /** Whether there is one item only, which no id names: `/settings`. */
  readonly isSingleton: boolean;
  /** What the paths of the operations say before an item's own id. */
  readonly parents: readonly Parent[];
  /** The schema of an item as reads show it, else lists, else creations. */
  readonly schema: Schema | undefined;
  /**
   * The property of an item that the member's path parameter names: `/id`, `/metadata/name`. It is
   * `undefined` for a singleton, and where items do not show what their paths name.
   */
  readonly id: Pointer | undefined;
  /** Properties in which no two items may be alike, where a creation describes 409 for that. */
  readonly naturalKeys: readonly Pointer[];
  readonly references: readonly Reference[];
}

/**
 * What a path parameter before the item's own says: the id of an item of another resource, or just a
 * scope. An item has the values of those that its creation was sent with, or that its properties show;
 * an operation is about the items that have the values which its own path gives.
 */
export interface Parent {
  /** Stable and unique in the resource: `customers`, `{owner}`. */
  readonly name: string;
  /** `undefined` where the parameter names no item of the contract: `{owner}`, `{version}`. */
  readonly resource: Resource | undefined;
  /** The property of the item that repeats the value. */
  readonly property: Pointer | undefined;
}

/** A property that names an item of another resource; an array of ids where it is `many`. */
export interface Reference {
  readonly property: Pointer;
  readonly resource: Resource;
  readonly many: boolean;
}

export const roles = ['create', 'read', 'list', 'replace', 'update', 'delete', 'action'] as const;

export type Role = (typeof roles)[number];

/** Where the id of the one item stands in a request. */
export type MemberKey =
  | {
      readonly in: 'parameter';
      readonly parameter: Parameter;
      /** What of the item it names: mostly the resource's id, or another: `/users/by-email/{email}`. */
      readonly property: Pointer | undefined;
    }
  /** In the body's item, at the property that is the resource's id. */
  | { readonly in: 'body'; readonly property: Pointer };

export interface OperationRole {
  readonly operation: Operation;
  /** `undefined`: the operation is not stateful. */
  readonly role: Role | undefined;
  readonly resource: Resource | undefined;
  /** Which item is meant; `undefined` for lists, creations and singletons. */
  readonly member: MemberKey | undefined;
  /** The path parameters that give the values of the resource's parents. */
  readonly parents: readonly ParentKey[];
  /** Whether a replacement makes the item where there is none. */
  readonly creates: boolean;
  /** Parameters that give a property of the item which is written: `?status=sold`. */
  readonly given: readonly GivenProperty[];
  /** Where the item lies in a request's body: `''` is the body itself; `undefined`: nowhere. */
  readonly requestItem: (media: MediaType) => Pointer | undefined;
  /** Where the item, or for a list its items, lie in an answer's body; `undefined`: nowhere. */
  readonly responseItem: (media: MediaType) => ItemPlace | undefined;
  readonly list: ListControls | undefined;
  /** One sentence: why this role, or why none. */
  readonly because: string;
}

/** A path parameter, and which of the resource's parents it gives the value of. */
export interface ParentKey {
  readonly parameter: Parameter;
  readonly parent: Parent;
}

export interface GivenProperty {
  readonly parameter: Parameter;
  readonly property: Pointer;
}

/** Where in an answer an item or the items of a list lie. */
export interface ItemPlace {
  readonly pointer: Pointer;
  /** `map`: the items are the values of an object, and its names are their ids. */
  readonly holds: 'item' | 'array' | 'map' | 'ids';
  /** Where the id stands beside an item that does not show it: `/bookingid`. */
  readonly id: Pointer | undefined;
}

/** A query parameter, or the member of one that is an object: `filter[status]`. */
export interface QueryPart {
  readonly parameter: Parameter;
  readonly member: string | undefined;
}

export type Comparison =
  | 'equal'
  | 'one-of'
  | 'less'
  | 'at-most'
  | 'greater'
  | 'at-least'
  /** A text has it as a part; an array has it as an item, or as a value of one. */
  | 'contains'
  | 'not';

export interface Filter extends QueryPart {
  readonly property: Pointer;
  readonly comparison: Comparison;
  /** The value that lets all items through: `all`. */
  readonly any: string | undefined;
}

export type Paging =
  | {
      readonly kind: 'page';
      readonly page: QueryPart;
      readonly size: QueryPart | undefined;
      readonly first: 0 | 1;
    }
  | { readonly kind: 'offset'; readonly offset: QueryPart; readonly limit: QueryPart | undefined }
  | {
      readonly kind: 'cursor';
      readonly cursor: QueryPart;
      /** Leads back, where it is another parameter: `ending_before`. */
      readonly before: QueryPart | undefined;
      readonly limit: QueryPart | undefined;
    }
  | { readonly kind: 'limit'; readonly limit: QueryPart };

export type Total =
  | 'total'
  | 'pages'
  | 'page'
  | 'size'
  | 'offset'
  | 'has-more'
  | 'next-cursor'
  | 'previous-cursor'
  | 'next-url'
  | 'previous-url'
  | 'first-url'
  | 'last-url'
  | 'self-url'
  | 'next-page'
  | 'previous-page'
  | 'count';

/** How a list is filtered, sorted and paged, and where its answers say so. */
export interface ListControls {
  readonly filters: readonly Filter[];
  /** Full text in all texts of an item: `q`. */
  readonly search: QueryPart | undefined;
  /** `by` takes a property's name, `direction` takes `asc` or `desc`. */
  readonly sort:
    | { readonly by: QueryPart | undefined; readonly direction: QueryPart | undefined }
    | undefined;
  readonly paging: Paging | undefined;
  /** Places of an answer's body that tell of the list. */
  readonly totals: (
    media: MediaType,
  ) => readonly { readonly pointer: Pointer; readonly means: Total }[];
  /** Header fields that tell of it; `Link` carries the URLs (RFC 8288). */
  readonly fields: readonly { readonly name: string; readonly means: Total | 'links' }[];
  /** Query parameters that are none of these. */
  readonly others: readonly Parameter[];
}

/** The resources of an API, and what each operation does to them. */
export interface Resources {
  readonly all: readonly Resource[];
  /** What of the configured roles cannot be applied. */
  readonly problems: readonly string[];
  roleOf(operation: Operation): OperationRole;
}
