import type { Subject } from '../subject.ts';
import { kaiten } from './kaiten/faults.ts';
import { khoros } from './khoros/faults.ts';
import { maiascore } from './maiascore/faults.ts';
import { patascore } from './patascore/faults.ts';

/** Contracts of this repository, each with a provider and its faults. */
// biome-ignore lint/suspicious/noExplicitAny: each provider has a different store.
export const subjects: readonly Subject<any>[] = [maiascore, kaiten, patascore, khoros];
