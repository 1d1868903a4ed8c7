import type { Operation } from '../../api/model.ts';
import { isObject, type JsonObject } from '../../api/node.ts';
import { finding } from '../../finding.ts';
import { child, type Pointer } from '../../json/pointer.ts';
import { answeredBody } from '../../judge/judged.ts';
import { plain } from '../../resources/names.ts';
import { isEqual } from '../../schema/equality.ts';
import type { Case, StateCheck } from '../case.ts';
import { escapeToken } from '../id.ts';
import { changedBody } from './changed-body.ts';
import { type Crud, chainId } from './crud-operations.ts';
import { describesProperty } from './item-properties.ts';
import type { Planning } from './planning.ts';
import type { Relation } from './relations.ts';
import { chainCase, nextStep } from './steps.ts';
import { validRequestsOf } from './valid-request.ts';

/** A value that is put below an item shows in the item, or at its own path. */
export function* partCases(crud: Crud, planning: Planning): Iterable<Case> {
  const { create, first, operations } = crud;
  const { read } = operations;
  if (read === undefined) return;
  const { operations: all } = planning.judge.api;
  for (const target of all) {
    const below = target.path.startsWith(`${read.target.path}/`);
    const name = target.path.slice(read.target.path.length + 1);
    if (target.method !== 'PUT' || !below || !/^[^/{}]+$/.test(name)) continue;
    if (!describesProperty(read.target, name, planning)) continue;
    const [own] = validRequestsOf(target, planning);
    if (own?.body === undefined || !('media' in own.body)) continue;
    const put: Relation = { ...read, target, follow: followTo(read, target) };
    const looking = nextStep(read, 0, planning, { kind: 'accepted' });
    const body = changedBody(own, planning.whole(own), 'whole', planning);
    const putting = nextStep(put, 0, planning, { kind: 'accepted' }, { body });
    const state = showsPart(name, target);
    const reading = nextStep(read, 0, planning, { kind: 'accepted', state });
    const id = chainId(create, ['part', escapeToken(name)], planning);
    const steps = [first, looking, putting, reading] as const;
    yield* chainCase(create, id, `then put its "${name}" and read it`, target.at, steps, planning);
  }
}

/** The item's parameters in a path below it. */
function followTo(read: Relation, target: Operation): Relation['follow'] {
  return (context) => {
    const followed = read.follow(context);
    if (!followed.ok) return followed;
    const values = [...followed.values].flatMap(([{ name }, value]) => {
      const own = target.parameters.find((one) => one.in === 'path' && one.name === name);
      return own === undefined ? [] : [[own, value] as const];
    });
    return { ok: true, values: new Map(values) };
  };
}

/** The property with the part's name differs from its value before the write, and lacks no member. */
function showsPart(name: string, target: Operation): StateCheck {
  return (judged, former) => {
    const [before, put] = [former[1], former[2]];
    if (before === undefined || put === undefined || put.exchange.response.status === 202)
      return [];
    const [was, is] = [before, judged].map((one) => propertyIn(answeredBody(one), name));
    const sent = put.request.body;
    const stale = (pointer: Pointer, expected: unknown, received: unknown) => {
      const place = { part: 'response', in: 'body', pointer } as const;
      const args = { name: target.id, expected, received: received ?? null };
      return [finding('state-stale', target.at, place, args)];
    };
    const isKept = isEqual(was ?? null, is ?? null);
    if (isKept && !isEqual(was ?? null, sent ?? null)) return stale(child('', name), sent, is);
    const lost = lostMember(was, sent, is);
    if (lost === undefined) return [];
    return stale(child('', name, lost), (sent as JsonObject)[lost], null);
  };
}

/** A member that was shown before a write, that the write named, and that is gone after it. */
function lostMember(was: unknown, sent: unknown, is: unknown): string | undefined {
  if (!isObject(was) || !isObject(sent) || !isObject(is)) return undefined;
  const isFilled = (object: JsonObject, name: string) => (own(object, name) ?? null) !== null;
  return Object.keys(sent).find(
    (name) => isFilled(was, name) && isFilled(sent, name) && !isFilled(is, name),
  );
}

function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function propertyIn(body: unknown, name: string): unknown {
  if (!isObject(body)) return undefined;
  const key = Object.keys(body).find((one) => plain(one) === plain(name));
  if (key !== undefined) return body[key];
  return Object.values(body)
    .filter(isObject)
    .map((inner) => propertyIn(inner, name))
    .find((value) => value !== undefined);
}
