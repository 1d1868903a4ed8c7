import type { Location } from '../json/document.ts';
import type { ExternalFile } from './external-example.ts';
import type { Dialect, Operation } from './model.ts';
import type { Node } from './node.ts';
import type { OncePerComponent } from './once-per-component.ts';
import type { Parts } from './parts.ts';

/** The tools of every parsing step: reading a part, and reporting a fault. */
export interface Context extends Parts {
  readonly dialect: Dialect;
  readonly invalid: (at: Location, reason: string) => void;
  /** The file of an example, if it exists and may be read. */
  readonly external: (reference: string, from: Location) => ExternalFile | undefined;
  /** Parses a component once, because many operations refer to it. */
  readonly once: OncePerComponent;
  /** The operations of a path item under a callback's expression. */
  readonly callback: (expression: string, item: Node) => readonly Operation[];
}
