import type { Node } from '../api/node.ts';
import type { Location } from '../json/document.ts';
import type { SchemaObject } from '../schema/view.ts';
import type { Aim, Point } from './points.ts';

/** The points of a schema in one direction, and of its subschemas. */
export interface SchemaPoints {
  readonly node: Node;
  /** Made on demand, because schemas may be recursive. */
  keywords(): readonly KeywordPoints[];
}

/** The contribution of one keyword to the coverage. */
export interface KeywordPoints {
  readonly points: readonly Point[];
  /** Notes the points of a value that satisfies the schema. */
  satisfy?(value: unknown, visit: Visit): void;
  /** Schemas that the same value must satisfy. */
  readonly members?: readonly SchemaPoints[];
  /** Schemas whose values may overlap: one value may satisfy several. */
  readonly branches?: readonly SchemaPoints[];
  /** The place of the branches. */
  readonly branchesAt?: Location;
  /** The schema of a member of the value, by its name or index. */
  member?(token: string): SchemaPoints | undefined;
  /** All schemas that the keyword leads to. */
  readonly next?: readonly SchemaPoints[];
}

export interface Visit {
  hit(point: Point | undefined): void;
  walk(schema: SchemaPoints, value: unknown): void;
  fits(schema: SchemaPoints, value: unknown): boolean;
}

/** A keyword with its place. */
export interface Keyword {
  readonly name: string;
  readonly operand: unknown;
  readonly schema: SchemaObject;
  /** Whether its values come as text. */
  readonly isText: boolean;
  /** Whether a request may violate it, so that it has points for that. */
  readonly isRefused: boolean;
  /** A point at the keyword, or at a part of its value. */
  point(aim: Aim, ...tokens: readonly (string | number)[]): Point;
  /** The points of a schema in the keyword's value. */
  enter(...tokens: readonly (string | number)[]): SchemaPoints;
  /** Another keyword of the same schema. */
  beside(name: string): Keyword;
  /** Whether a property belongs to the other direction: read-only in a request, say. */
  isElsewhere(property: string): boolean;
}
