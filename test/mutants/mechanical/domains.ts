import { boards } from './boards/domain.ts';
import type { Domain } from './domain.ts';
import { gallery } from './gallery/domain.ts';
import { parcels } from './parcels/domain.ts';
import { stays } from './stays/domain.ts';

export const domains: readonly Domain[] = [stays, boards, gallery, parcels];
