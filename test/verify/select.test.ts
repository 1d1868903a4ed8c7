import { describe, expect, test } from 'vitest';
import { isInShard, selectorOf } from '../../src/verify/select.ts';
import { loadTexts } from '../api/source.ts';

const { api } = await loadTexts({
  'pets.yaml': `
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets: { get: { operationId: listPets, tags: [reading], responses: {} } }
  /pets/{id}: { delete: { operationId: deletePet, tags: [writing], responses: {} } }
`,
});
const ids = [
  'listPets/example',
  'listPets/invalid/query/limit/maximum',
  'deletePet/example',
  'deletePet/access/none',
];

describe('selectorOf()', () => {
  test.each<[Parameters<typeof selectorOf>[1], readonly number[]]>([
    [{}, [0, 1, 2, 3]],
    [{ only: ['example'] }, [0, 2]],
    [{ only: ['listPets'] }, [0, 1]],
    [{ only: ['delete*'] }, [2, 3]],
    [{ only: ['DELETE /pets/{id}'] }, [2, 3]],
    [{ only: ['/pets'] }, [0, 1]],
    [{ only: ['reading'] }, [0, 1]],
    [{ only: ['*/maximum'] }, [1]],
    [{ only: ['reading'], skip: ['invalid'] }, [0]],
    [{ skip: ['get *'] }, [2, 3]],
    [{ cases: ['deletePet/access/none'] }, [3]],
    [{ only: ['list.ets'] }, []],
  ])('%j', (selection, wanted) => {
    expect(ids.filter(selectorOf(api!, selection))).toEqual(wanted.map((index) => ids[index]));
  });
});

test('shards cover all cases, each once', () => {
  const many = Array.from({ length: 300 }, (_, index) => `listPets/valid/${index}`);
  const shards = [1, 2, 3].map((index) => many.filter((id) => isInShard(id, { index, count: 3 })));
  expect(shards.flat().sort()).toEqual([...many].sort());
  for (const shard of shards) expect(shard.length).toBeGreaterThan(60);
});
