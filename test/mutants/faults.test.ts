import { depot } from './depot.ts';
import { prove } from './prove.ts';

prove(depot);
