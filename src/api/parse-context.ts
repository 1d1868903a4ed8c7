import type { Location } from '../json/document.ts';
import type { ExternalFile } from './external-example.ts';
import type { Dialect, Operation } from './model.ts';
import type { Node } from './node.ts';
import type { OncePerComponent } from './once-per-component.ts';
import type { Parts } from './parts.ts';

/** What every step of parsing needs: how to read a part, and where to say what is wrong. */
export interface Context extends Parts {
  readonly dialect: Dialect;
  readonly invalid: (at: Location, reason: string) => void;
  /** The file of an example, where there is one that may be read. */
  readonly external: (reference: string, from: Location) => ExternalFile | undefined;
  /** What a component was parsed to before, or now: many operations refer to the same one. */
  readonly once: OncePerComponent;
  /** The operations of a path item under a callback's expression. */
  readonly callback: (expression: string, item: Node) => readonly Operation[];
}
