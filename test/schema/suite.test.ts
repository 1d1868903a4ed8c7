import { describe, expect, test } from 'vitest';
import { type Group, groupsIn, schemasOf } from './suite.ts';

/** Groups that are not run, by file and description, each with its reason. */
const skips: Readonly<Record<string, string>> = {};

const folders = { required: '' };

for (const [name, folder] of Object.entries(folders)) {
  describe(`the ${name} tests of JSON Schema 2020-12`, () => {
    describe.each(groupsIn(folder))('$file: $description', (group: Group) => {
      const skipped = skips[group.file] ?? skips[`${group.file}: ${group.description}`];
      test.skipIf(skipped !== undefined)(skipped ?? 'holds', async () => {
        const { schemas, schema } = await schemasOf(group.schema);
        const outcomes = group.tests.map(({ description, data }) => {
          const verdict = schemas.check(schema, 'response', data);
          return verdict.kind === 'not-checked'
            ? { description, outcome: verdict.problem.args.reason }
            : { description, outcome: verdict.kind === 'valid' };
        });
        expect(outcomes).toEqual(
          group.tests.map(({ description, valid }) => ({ description, outcome: valid })),
        );
      });
    });
  });
}
