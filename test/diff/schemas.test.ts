import { describe, expect, test } from 'vitest';
import { answering, asking, changesBetween } from './pairs.ts';
import { schemaTable } from './schema-table.ts';

describe('a schema that changes', () => {
  test.each(schemaTable)('%s', async (_, base, revision, request, response) => {
    expect(await changesBetween(asking(base), asking(revision))).toEqual(request);
    expect(await changesBetween(answering(base), answering(revision))).toEqual(response);
  });
});
