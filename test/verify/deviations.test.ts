import { describe, expect, test } from 'vitest';
import { type Outcome, placeInContract } from '../../src/index.ts';
import { addDeviations, excusesOf, parseDeviations } from '../../src/verify/deviations.ts';

const text = `# What the provider of pets still has to fix.
- operation: getPet
  code: value-invalid
  place: 200 response body/name type
  reason: "names of old pets are numbers" # seen in March
  owner: pets team
  until: 2026-12-31
`;
const fingerprint = 'getPet value-invalid 200 response body/name type';

describe('parseDeviations()', () => {
  test('reads entries, and knows their lines', () => {
    const { entries, problems } = parseDeviations(text, 'deviations.yaml');
    expect(problems).toEqual([]);
    expect(placeInContract(entries[0]?.at)).toBe('deviations.yaml:2:3');
    expect(entries).toEqual([
      {
        operation: 'getPet',
        code: 'value-invalid',
        place: '200 response body/name type',
        reason: 'names of old pets are numbers',
        owner: 'pets team',
        until: '2026-12-31',
        case: undefined,
        at: expect.objectContaining({ pointer: '/0' }),
      },
    ]);
  });

  test.each([
    ['deviations: {}', 'deviations.yaml:1:1: expected a list of deviations'],
    ['- getPet', 'deviations.yaml:1:3: a deviation is a mapping'],
    [
      text.replace('2026-12-31', 'soon'),
      'deviations.yaml:2:3: "until" is "soon", but must be a day such as 2026-12-31',
    ],
    [text.replace('2026-12-31', '2026-02-30'), /must be a day/],
    [text.replace(/ {2}owner.*\n/, ''), 'deviations.yaml:2:3: a deviation needs "owner"'],
    ['- a: [', /^deviations\.yaml:\d+:\d+: /],
  ])('reports the errors of %j', (broken, problem) => {
    expect(parseDeviations(broken, 'deviations.yaml').problems).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  test('an empty file has no entries', () => {
    expect(parseDeviations('# none yet\n', 'd.yaml')).toMatchObject({ entries: [], problems: [] });
  });
});

describe('excusesOf()', () => {
  const outcome = (kind: Outcome['kind'], fingerprints: readonly string[] = []) =>
    ({
      kind,
      case: { id: 'getPet/example', operation: { id: 'getPet' } },
      exchanges: [],
      findings: fingerprints.map((each) => ({ fingerprint: each })),
    }) as unknown as Outcome;
  const excuses = (more = '', today = '2026-06-01') =>
    excusesOf(parseDeviations(text + more, 'd.yaml'), today);

  test('excuse only known violations', () => {
    expect(excuses().isExcused(fingerprint)).toBe(true);
    expect(excuses().isExcused(fingerprint.replace('type', 'pattern'))).toBe(false);
  });

  test('excuse until the last day, inclusive', () => {
    expect(excuses('', '2026-12-31').isExcused(fingerprint)).toBe(true);
    const late = excuses('', '2027-01-01');
    expect(late.isExcused(fingerprint)).toBe(false);
    expect(late.stale().map(({ kind }) => kind)).toEqual(['expired']);
  });

  test('one that no longer happens is stale', () => {
    const run = excuses();
    run.saw(outcome('passed'));
    expect(run.stale().map(({ kind }) => kind)).toEqual(['gone']);
  });

  test('one that happens, or whose operation was only partly tested, is not', () => {
    const happens = excuses();
    happens.saw(outcome('passed', [fingerprint]));
    expect(happens.stale()).toEqual([]);
    const partly = excuses();
    partly.saw(outcome('passed'));
    partly.saw(outcome('skipped'));
    expect(partly.stale()).toEqual([]);
    expect(excuses().stale()).toEqual([]);
  });

  test('one that may happen in excluded cases is not', () => {
    const some = excusesOf(parseDeviations(text, 'd.yaml'), '2026-06-01', false);
    some.saw(outcome('passed'));
    expect(some.stale()).toEqual([]);
  });

  test('one with a case is stale as soon as that case has run without it', () => {
    const run = excuses('  case: getPet/example\n');
    run.saw(outcome('skipped'));
    expect(run.stale()).toEqual([]);
    run.saw(outcome('passed'));
    expect(run.stale().map(({ kind }) => kind)).toEqual(['gone']);
  });
});

describe('addDeviations()', () => {
  const added = {
    operation: 'createPet',
    code: 'request-refused',
    place: '422 response status',
    reason: 'to be said',
    owner: 'to be named',
    until: '2026-07-01',
    case: 'createPet/example',
  };

  test('adds missing entries, and keeps comments', () => {
    const written = addDeviations(text, [
      added,
      { ...added, ...parseDeviations(text, '').entries[0] },
    ]);
    expect(written.startsWith(text)).toBe(true);
    expect(written.slice(text.length)).toBe(`- operation: createPet
  code: request-refused
  place: 422 response status
  reason: to be said
  owner: to be named
  until: 2026-07-01
  case: createPet/example
`);
    expect(addDeviations(written, [added])).toBe(written);
  });

  test('creates a file', () => {
    expect(parseDeviations(addDeviations('', [added]), 'd.yaml').entries).toHaveLength(1);
  });
});
