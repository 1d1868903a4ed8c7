import type { McpProject } from './project.ts';

/** A tool for the host, with the JSON Schema of its arguments. */
export interface Tool<Arguments = unknown> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** By argument name; no other arguments are accepted. */
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly hints: ToolHints;
  run(given: Arguments, project: McpProject, call: ToolCall): Promise<ToolAnswer>;
}

/** The effects of a tool, in the protocol's terms. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly idempotentHint?: boolean;
  readonly destructiveHint?: boolean;
  /** Whether it contacts something outside the project. */
  readonly openWorldHint: boolean;
}

/** For a tool that only reads the project. */
export const onlyReads: ToolHints = {
  readOnlyHint: true,
  idempotentHint: true,
  openWorldHint: false,
};

/** A call under way. */
export interface ToolCall {
  /** Reports the progress of the call to the host. */
  progress(message: string): void;
  /** Aborts when the host cancels the call. */
  readonly signal: AbortSignal;
}

export interface ToolAnswer {
  readonly text: string;
  /** Whether the request could not be fulfilled. */
  readonly isError?: boolean;
}

/** The argument that names the API. */
export const apiProperty = {
  api: {
    type: 'string',
    minLength: 1,
    maxLength: 1000,
    description:
      'The API: its name, as list_apis gives it, or a file of the project. Needed where there are several.',
  },
};

/** The argument that pages through long results. */
export const offsetProperty = {
  offset: {
    type: 'integer',
    minimum: 0,
    maximum: 100_000_000,
    description: 'How much to skip: the number that the former answer names at its end.',
  },
};
