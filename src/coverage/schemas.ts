import type { Dialect } from '../api/model.ts';
import { below, isObject, type JsonObject, type Node } from '../api/node.ts';
import { type Location, locationKey } from '../json/document.ts';
import type { Judge } from '../judge/judge.ts';
import { type Direction, otherDirection } from '../schema/direction.ts';
import { keywordsOf30 } from '../schema/keywords.ts';
import { nothingHidden } from '../schema/translate.ts';
import type { SchemaObject } from '../schema/view.ts';
import * as applicators from './applicators.ts';
import * as assertions from './assertions.ts';
import type { Keyword, KeywordPoints, SchemaPoints, Visit } from './keyword.ts';
import type { Aim, Point, SchemaUse } from './points.ts';

/** The points of an API's schemas: one for each place and direction, however often it is used. */
export interface CoveredSchemas {
  enter(use: SchemaUse): SchemaPoints;
  /** Notes all points that a value exercises; if it is invalid as a whole, those of its parts. */
  satisfy(schema: SchemaPoints, value: unknown, exact: boolean, hit: Hit): void;
  /**
   * Notes the other points at the place of a fault: several schemas may apply to a value, and the
   * judge names the most specific one.
   */
  violate(schema: SchemaPoints, value: unknown, tokens: readonly string[], hit: HitAt): void;
  /** The points of a schema and of all that it leads to. */
  reach(schema: SchemaPoints): Iterable<Point>;
}

type Hit = (point: Point) => void;
type HitAt = (at: Location) => void;

export function createCoveredSchemas({ api, schemas }: Judge): CoveredSchemas {
  const known = new Map<string, SchemaPoints>();
  const points = new Map<string, Point>();
  const directions = new WeakMap<SchemaPoints, Direction>();

  function enter(node: Node, direction: Direction, isText: boolean): SchemaPoints {
    const key = `${direction} ${isText} ${locationKey(node.at)}`;
    let entered = known.get(key);
    if (entered === undefined) {
      let keywords: readonly KeywordPoints[] | undefined;
      entered = {
        node,
        keywords() {
          keywords ??= keywordsOf(node, direction, isText);
          return keywords;
        },
      };
      known.set(key, entered);
      directions.set(entered, direction);
    }
    return entered;
  }

  function keywordsOf(node: Node, direction: Direction, isText: boolean): readonly KeywordPoints[] {
    const schema = schemas.views.at(node);
    if (schema === undefined) return [];
    const behind = schema.referred.map((one) => referenceTo(enter(one, direction, isText)));
    if (schema.isReference) return behind;
    let elsewhere: ReadonlySet<string> | undefined;
    const isElsewhere = (name: string) => {
      elsewhere ??= otherDirection(node, nothingHidden, direction, schemas.views);
      return elsewhere.has(name);
    };
    const own = Object.keys(schema.written).flatMap((name) => {
      if (!isAsserted(name, schema, api.dialect)) return [];
      const keyword = keywordAt(name, schema, direction, isText, isElsewhere);
      return pointsOf(name, keyword.operand, keyword) ?? [];
    });
    return [...behind, ...own];
  }

  function keywordAt(
    name: string,
    schema: SchemaObject,
    direction: Direction,
    isText: boolean,
    isElsewhere: Keyword['isElsewhere'],
  ): Keyword {
    const at = below(schema.at, name);
    const operand = schema.written[name];
    return {
      name,
      operand,
      schema,
      isText,
      isRefused: direction === 'request',
      point: (aim, ...tokens) => pointAt(aim, below(at, ...tokens), direction),
      enter(...tokens) {
        const value = tokens.length === 0 ? operand : (operand as JsonObject)[tokens[0]!];
        return enter({ value, at: below(at, ...tokens) }, direction, isText);
      },
      beside: (other) => keywordAt(other, schema, direction, isText, isElsewhere),
      isElsewhere,
    };
  }

  /** One point for a place, whether its values are texts or not. */
  function pointAt(aim: Aim, at: Location, direction: Direction): Point {
    const key = `${direction} ${aim} ${locationKey(at)}`;
    let point = points.get(key);
    if (point === undefined) {
      point = { at, aim, direction, operation: undefined };
      points.set(key, point);
    }
    return point;
  }

  const fits = (schema: SchemaPoints, value: unknown, exact: boolean) =>
    schemas.check(schema.node, directions.get(schema)!, value, exact).kind === 'valid';

  return {
    enter: ({ schema, direction, isText }) => enter(schema, direction, isText),
    satisfy(schema, value, exact, hit) {
      const visit: Visit = {
        hit: (point) => {
          if (point !== undefined) hit(point);
        },
        walk(inner, part) {
          for (const keyword of inner.keywords()) keyword.satisfy?.(part, visit);
        },
        fits: (inner, part) => fits(inner, part, exact),
      };
      /** The parts of an invalid value may be valid. */
      const seek = (inner: SchemaPoints, part: unknown): void => {
        if (fits(inner, part, exact)) {
          visit.walk(inner, part);
          return;
        }
        for (const { members = [], member } of inner.keywords()) {
          for (const one of members) seek(one, part);
          if (member === undefined || typeof part !== 'object' || part === null) continue;
          for (const [name, value] of Object.entries(part)) {
            const described = member(name);
            if (described !== undefined) seek(described, value);
          }
        }
      };
      seek(schema, value);
    },
    violate(schema, value, tokens, hit) {
      const seen = new Set<SchemaPoints>();
      const visit = (inner: SchemaPoints, part: unknown, rest: readonly string[]): void => {
        if (rest.length === 0 && seen.has(inner)) return;
        if (rest.length === 0) seen.add(inner);
        const [token, ...after] = rest;
        for (const { members = [], branches, branchesAt, member } of inner.keywords()) {
          for (const one of members) visit(one, part, rest);
          if (branches !== undefined && !branches.some((one) => fits(one, part, false))) {
            hit(branchesAt!);
          }
          const next = token === undefined ? undefined : member?.(token);
          if (next !== undefined && part instanceof Object && Object.hasOwn(part, token!)) {
            visit(next, part[token as never], after);
          }
        }
        if (rest.length > 0) return;
        const verdict = schemas.check(inner.node, 'request', part);
        if (verdict.kind !== 'invalid') return;
        for (const { at, pointer } of verdict.errors) if (pointer === '') hit(at);
      };
      visit(schema, value, tokens);
    },
    *reach(schema) {
      const seen = new Set([schema]);
      const open = [schema];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const keyword of next.keywords()) {
          yield* keyword.points;
          for (const other of keyword.next ?? []) {
            if (seen.has(other)) continue;
            seen.add(other);
            open.push(other);
          }
        }
      }
    },
  };
}

/** Whether a schema as written has an effective keyword: 3.0 has some of its own. */
function isAsserted(name: string, { keywords }: SchemaObject, dialect: Dialect): boolean {
  if (dialect !== '3.0') return name !== 'nullable';
  return name === 'nullable' ? Array.isArray(keywords.type) : keywordsOf30.has(name);
}

function referenceTo(schema: SchemaPoints): KeywordPoints {
  return {
    points: [],
    satisfy: (value, { walk }) => walk(schema, value),
    members: [schema],
    next: [schema],
  };
}

/** The points of a keyword; `undefined` for one without rules. */
function pointsOf(name: string, operand: unknown, keyword: Keyword): KeywordPoints | undefined {
  if (assertions.isBound(name)) {
    return typeof operand === 'number' ? assertions.bound(keyword) : undefined;
  }
  switch (name) {
    case 'type':
      return assertions.types(keyword);
    case 'nullable':
      return operand === true ? assertions.nothing(keyword) : undefined;
    case 'enum':
      return Array.isArray(operand) ? assertions.choices(keyword, operand) : undefined;
    case 'const':
      return assertions.simple(keyword, () => true);
    case 'pattern':
    case 'format':
      // A number has formats as well: int32, float.
      return assertions.simple(
        keyword,
        (value) => typeof value === 'string' || assertions.isNumber(value),
      );
    case 'multipleOf':
      return assertions.simple(keyword, assertions.isNumber);
    case 'uniqueItems':
      return operand === true ? assertions.simple(keyword, Array.isArray) : undefined;
    case 'not':
      return assertions.simple(keyword, () => true);
    case 'required':
      return assertions.required(keyword);
    case 'dependentRequired':
      return assertions.dependentRequired(keyword);
    case 'properties':
      return applicators.properties(keyword);
    case 'patternProperties':
      return applicators.patternProperties(keyword);
    case 'additionalProperties':
      return applicators.additionalProperties(keyword);
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      return operand === false ? assertions.forbidden(keyword) : undefined;
    case 'propertyNames':
      return isObject(operand) ? applicators.propertyNames(keyword) : undefined;
    case 'items':
      return applicators.items(keyword);
    case 'prefixItems':
      return applicators.prefixItems(keyword);
    case 'contains':
      return applicators.contains(keyword);
    case 'allOf':
      return applicators.allOf(keyword);
    case 'oneOf':
    case 'anyOf':
      return applicators.branches(keyword);
    case 'if':
      return applicators.condition(keyword);
    case 'dependentSchemas':
      return applicators.dependentSchemas(keyword);
    default:
      return undefined;
  }
}
