import { describe } from 'vitest';
import { prove } from '../prove.ts';
import { subjects } from './subjects.ts';

describe.for(subjects)('$name', prove);
