import { describe, expect, test } from 'vitest';
import { type Group, groupsIn, judgeOften, schemasOf } from './suite.ts';

/** Skipped groups, by file and description, each with the reason. */
const skips: Readonly<Record<string, string>> = {
  'optional/dependencies-compatibility':
    'a keyword of older drafts, which 2020-12 does not have (appendix of JSON Schema Core)',
  'optional/cross-draft':
    'another draft is not read as 2020-12 would be, but said to be unsupported (not checked)',
};

const folders = { required: '', optional: 'optional', format: 'optional/format' };

for (const [name, folder] of Object.entries(folders)) {
  describe(`the ${name} tests of JSON Schema 2020-12`, () => {
    describe.each(groupsIn(folder))('$file: $description', (group: Group) => {
      const skipped = skips[group.file] ?? skips[`${group.file}: ${group.description}`];
      test.skipIf(skipped !== undefined)(skipped ?? 'holds', async () => {
        const { schemas, schema } = await schemasOf(group.schema);
        const outcomes = () =>
          group.tests.map(({ description, data }) => {
            const verdict = schemas.check(schema, 'response', data);
            return verdict.kind === 'not-checked'
              ? { description, outcome: verdict.problem.args.reason }
              : { description, outcome: verdict.kind === 'valid' };
          });
        const wanted = group.tests.map(({ description, valid }) => ({
          description,
          outcome: valid,
        }));
        expect(outcomes()).toEqual(wanted);
        judgeOften(schemas, schema, group.tests[0]!.data);
        expect(outcomes()).toEqual(wanted);
      });
    });
  });
}
