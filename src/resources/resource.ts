import type { MediaType, Operation, Parameter, Schema } from '../api/model.ts';
import type { Pointer } from '../json/pointer.ts';

/** A kind of things with operations: the orders, the single profile. */
export interface Resource {
  /** Unique in the API, stable, readable: `orders`, `customers/orders`. */
  readonly name: string;
  /** Whether there is only one item, without an id: `/settings`. */
  readonly isSingleton: boolean;
  /** The path parameters before an item's own id. */
  readonly parents: readonly Parent[];
  /** The schema of an item in reads, else in lists, else in creations. */
  readonly schema: Schema | undefined;
  /**
   * The property of an item behind the member's path parameter: `/id`, `/metadata/name`. It is
   * `undefined` for a singleton, and if items do not show it.
   */
  readonly id: Pointer | undefined;
  /** Unique properties, if a creation describes 409 for duplicates. */
  readonly naturalKeys: readonly Pointer[];
  readonly references: readonly Reference[];
}

/**
 * A path parameter before the item's own: the id of another resource's item, or a scope. An item
 * gets these values from its creation or from its properties; an operation applies to items with
 * the values of its own path.
 */
export interface Parent {
  /** Stable and unique in the resource: `customers`, `{owner}`. */
  readonly name: string;
  /** `undefined` if the parameter names no item of the contract: `{owner}`, `{version}`. */
  readonly resource: Resource | undefined;
  /** The property of the item with the same value. */
  readonly property: Pointer | undefined;
}

/** A property with the id of another resource's item; `many` for an array of ids. */
export interface Reference {
  readonly property: Pointer;
  readonly resource: Resource;
  readonly many: boolean;
}

export const roles = ['create', 'read', 'list', 'replace', 'update', 'delete', 'action'] as const;

export type Role = (typeof roles)[number];

/** The place of the item's id in a request. */
export type MemberKey =
  | {
      readonly in: 'parameter';
      readonly parameter: Parameter;
      /** The property behind it: usually the resource's id, but also `/users/by-email/{email}`. */
      readonly property: Pointer | undefined;
    }
  /** In the item of the body, at the property with the resource's id. */
  | { readonly in: 'body'; readonly property: Pointer };

export interface OperationRole {
  readonly operation: Operation;
  /** `undefined`: the operation is not stateful. */
  readonly role: Role | undefined;
  readonly resource: Resource | undefined;
  /** Which item is meant; `undefined` for lists, creations and singletons. */
  readonly member: MemberKey | undefined;
  /** The path parameters with the values of the resource's parents. */
  readonly parents: readonly ParentKey[];
  /** Whether a replacement creates a missing item. */
  readonly creates: boolean;
  /** Parameters that write a property of the item: `?status=sold`. */
  readonly given: readonly GivenProperty[];
  /** The place of the item in a request's body: `''` is the body itself; `undefined` for none. */
  readonly requestItem: (media: MediaType) => Pointer | undefined;
  /** The place of the item, or of a list's items, in an answer's body; `undefined` for none. */
  readonly responseItem: (media: MediaType) => ItemPlace | undefined;
  readonly list: ListControls | undefined;
  /** The reason for this role, or for none, in one sentence. */
  readonly because: string;
}

/** A path parameter, and the parent whose value it has. */
export interface ParentKey {
  readonly parameter: Parameter;
  readonly parent: Parent;
}

export interface GivenProperty {
  readonly parameter: Parameter;
  readonly property: Pointer;
}

/** The place of an item, or of a list's items, in an answer. */
export interface ItemPlace {
  readonly pointer: Pointer;
  /**
   * `map`: the items are the values of an object, and the names are their ids. `result`: what a
   * creation tells about its item beside other values, at least the id.
   */
  readonly holds: 'item' | 'array' | 'map' | 'ids' | 'result';
  /** The place of the id beside an item that does not show it: `/bookingid`. */
  readonly id: Pointer | undefined;
}

/** A query parameter, or a member of an object parameter: `filter[status]`. */
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
  /** A text contains it; an array has it as an item, or as a value of one. */
  | 'contains'
  | 'not';

export interface Filter extends QueryPart {
  readonly property: Pointer;
  readonly comparison: Comparison;
  /** The value that selects all items: `all`. */
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
      /** A second parameter for the other direction: `ending_before`. */
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

/** How a list is filtered, sorted and paged, and where its answers show that. */
export interface ListControls {
  readonly filters: readonly Filter[];
  /** Full text in all texts of an item: `q`. */
  readonly search: QueryPart | undefined;
  /** `by` takes a property's name, `direction` takes `asc` or `desc`. */
  readonly sort:
    | { readonly by: QueryPart | undefined; readonly direction: QueryPart | undefined }
    | undefined;
  readonly paging: Paging | undefined;
  /** Places in an answer's body with data about the list. */
  readonly totals: (
    media: MediaType,
  ) => readonly { readonly pointer: Pointer; readonly means: Total }[];
  /** Header fields with data about the list; `Link` contains URLs (RFC 8288). */
  readonly fields: readonly { readonly name: string; readonly means: Total | 'links' }[];
  /** Query parameters without one of these roles. */
  readonly others: readonly Parameter[];
}

/** The resources of an API, and what each operation does to them. */
export interface Resources {
  readonly all: readonly Resource[];
  /** The faults of the configured roles. */
  readonly problems: readonly string[];
  roleOf(operation: Operation): OperationRole;
}
