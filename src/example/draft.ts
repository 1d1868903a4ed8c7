import type { MediaType, Operation, Parameter, SecurityScheme } from '../api/model.ts';

/** A request in the terms of its contract, with what it may leave out. */
export interface RequestDraft {
  readonly operation: Operation;
  readonly parameters: readonly DraftParameter[];
  readonly body: DraftBody | undefined;
  readonly credentials: readonly DraftCredential[];
  /** The Accept field; `undefined` sends none. */
  readonly accept: string | undefined;
}

export type DraftParameter =
  | { readonly parameter: Parameter; readonly value: unknown }
  /** Text in place of a value, already encoded for its location. */
  | { readonly parameter: Parameter; readonly text: string };

/** The value of a parameter in a draft; `undefined` if it is absent or has a text in its place. */
export function draftValue({ parameters }: RequestDraft, parameter: Parameter): unknown {
  const found = parameters.find((one) => one.parameter === parameter);
  return found !== undefined && 'value' in found ? found.value : undefined;
}

export type DraftBody =
  | { readonly media: MediaType; readonly value: unknown }
  /** Bytes in place of a value; without a Content-Type if it is `undefined`. */
  | { readonly bytes: Uint8Array; readonly contentType: string | undefined };

export interface DraftCredential {
  readonly scheme: SecurityScheme;
  readonly secret: string;
}
