import type { McpProject } from './project.ts';

/** What a host can have done here, with the JSON Schema of its arguments. */
export interface Tool<Arguments = unknown> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** By the name of an argument; no others are taken. */
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly hints: ToolHints;
  run(given: Arguments, project: McpProject, call: ToolCall): Promise<ToolAnswer>;
}

/** What a tool does to the world, as the protocol says it. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly idempotentHint?: boolean;
  readonly destructiveHint?: boolean;
  /** Whether it talks to something beside the project. */
  readonly openWorldHint: boolean;
}

/** Of a tool that looks at the project and does nothing else. */
export const onlyReads: ToolHints = {
  readOnlyHint: true,
  idempotentHint: true,
  openWorldHint: false,
};

/** A call under way. */
export interface ToolCall {
  /** Tells the host how far the call is. */
  progress(message: string): void;
  /** Is aborted when the host does not want the answer any more. */
  readonly signal: AbortSignal;
}

export interface ToolAnswer {
  readonly text: string;
  /** Whether what was asked could not be done. */
  readonly isError?: boolean;
}

/** The argument that says which API is meant. */
export const apiProperty = {
  api: {
    type: 'string',
    minLength: 1,
    maxLength: 1000,
    description:
      'The API: its name, as list_apis gives it, or a file of the project. Needed where there are several.',
  },
};

/** The argument that pages through what is long. */
export const offsetProperty = {
  offset: {
    type: 'integer',
    minimum: 0,
    maximum: 100_000_000,
    description: 'How much to skip: the number that the former answer names at its end.',
  },
};
