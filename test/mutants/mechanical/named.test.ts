import { expect, test } from 'vitest';
import { hunt, judgeOf } from './hunt.ts';
import { mutantsOf } from './operators.ts';
import { parcels } from './parcels/domain.ts';

const judge = await judgeOf(parcels);
const mutants = [...mutantsOf(parcels)];

/** The ids of the failed cases among some, for each mutant with a name. */
async function failedBy(name: string, only: (id: string) => boolean): Promise<readonly string[]> {
  const named = mutants.filter((one) => one.name === name);
  expect(named).toHaveLength(1);
  const { failed } = await hunt(parcels, judge, named[0], Number.POSITIVE_INFINITY, only);
  return failed.map((outcome) => outcome.case.id);
}

// A claim names a parcel, which must exist: the first request of each run is refused.
test.each([
  ['fileClaim: 201 becomes 500', 'fileClaim/valid/body/minimal'],
  ['fileClaim: 201 becomes 302', 'fileClaim/valid/body/minimal'],
  [
    'fileClaim: require an optional member at /words of the body (65)',
    'fileClaim/valid/body/minimal',
  ],
  ['claims: use an id twice', 'fileClaim/chain/twice'],
])('a fault behind a named item is found: %s', async (name, id) => {
  const isWanted = (one: string) => one === id || one === 'fileClaim/valid/accept/application.json';
  expect(await failedBy(name, isWanted)).toContain(id);
});

test.each([
  ['correctStop: another parent', 'addStop/chain/replace/read'],
  ['dropStop: another parent', 'addStop/chain/delete/read'],
  ['readHook: answer from a cache', 'subscribe/chain/delete/read'],
  ['redirectParcel: keeps all but /postcode', 'bookParcel/chain/part/recipient'],
  ['redirectParcel: does nothing', 'bookParcel/chain/part/recipient'],
  ['fileClaim: does nothing', 'fileClaim/chain/read'],
])('a write that contradicts the read before it is found: %s', async (name, id) => {
  const isWanted = (one: string) => one === id || one === 'fileClaim/valid/accept/application.json';
  expect(await failedBy(name, isWanted)).toEqual([id]);
});

test('a branch that PUT refuses is found, although another item is missing', async () => {
  const name = mutants.find((one) =>
    one.name.startsWith('replaceParcel: swap branches at /contents'),
  )!.name;
  const ids = ['accept/application.json', 'path/parcel_id/unicode', 'body/minimal'];
  const isWanted = (one: string) => ids.some((id) => one === `replaceParcel/valid/${id}`);
  expect(await failedBy(name, isWanted)).toContain('replaceParcel/valid/body/minimal');
});

test('the unchanged provider passes all of these cases', async () => {
  const isWanted = (one: string) =>
    /^(?:fileClaim|replaceParcel|addStop|subscribe|bookParcel)\/(?:chain|valid|invalid)/.test(one);
  const { failed, advised } = await hunt(parcels, judge, undefined, undefined, isWanted);
  expect(failed.map((outcome) => outcome.case.id)).toEqual([]);
  expect(advised).toEqual([]);
});

test.each([
  'fileClaim: skip the type at /photo of the body (74)',
  'fileClaim: skip a pattern at /photo of the body (86)',
])('a part of another media type that is accepted is found: %s', async (name) => {
  const id = 'fileClaim/invalid/body/photo/content-type';
  const isWanted = (one: string) => one === id || one === 'fileClaim/valid/accept/application.json';
  expect(await failedBy(name, isWanted)).toEqual([id]);
});
