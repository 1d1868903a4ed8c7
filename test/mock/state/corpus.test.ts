import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadApi } from '../../../src/index.ts';
import { contractsAndDocuments } from '../../corpus/documents.ts';
import { sequencesOf } from './sequences.ts';

describe('items can be created, read, changed, listed and deleted, as far as the paths allow', () => {
  for (const file of contractsAndDocuments()) {
    test(path.relative('.', file), { timeout: 600_000 }, async () => {
      const { api } = await loadApi(file);
      const sequences = await sequencesOf(api!);
      expect(sequences.flatMap(({ faults }) => faults)).toEqual([]);
    });
  }
});
