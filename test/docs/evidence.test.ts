import { describe, expect, test } from 'vitest';
import { parseEvidence } from '../../src/docs/evidence.ts';

describe('parseEvidence()', () => {
  test('reads statements, their facets and the conflicts', () => {
    const read = parseEvidence(`
evidence:
  /paths/~1pets/post:
    status: documented
    seed: page.txt
    section: Add › a pet
    note: A note.
    facets:
      operationId: {status: assumed, note: Nobody says it., conflicts: [names]}
      summary: documented
conflicts:
  names: {between: [One., Another.], settled: So., touches: [/paths/~1pets/post]}
`);
    const place = { pointer: '/paths/~1pets/post', section: 'Add › a pet' };
    expect(read).toEqual({
      ok: true,
      evidence: {
        statements: [
          { ...place, facet: undefined, status: 'documented', note: 'A note.', conflicts: [] },
          {
            ...place,
            facet: 'operationId',
            section: undefined,
            status: 'assumed',
            note: 'Nobody says it.',
            conflicts: ['names'],
          },
          { ...place, facet: 'summary', status: 'documented', note: undefined, conflicts: [] },
        ],
        conflicts: [
          {
            id: 'names',
            between: ['One.', 'Another.'],
            settled: 'So.',
            touches: ['/paths/~1pets/post'],
          },
        ],
      },
    });
  });

  test.each([
    ['- a list', 'it has no mapping `evidence` from JSON Pointers to sources'],
    ['evidence: yes', 'it has no mapping `evidence` from JSON Pointers to sources'],
    ['a: [', 'Flow sequence in block collection must be sufficiently indented'],
  ])('reports why %j is invalid', (text, reason) => {
    expect(parseEvidence(text)).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });
});
