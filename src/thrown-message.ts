/** The message of what was thrown, which JavaScript lets be any value. */
export function thrownMessage(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The message of its cause, where Fetch and others keep the reason; else its own. */
export function causeMessage(thrown: unknown): string {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return thrownMessage(cause) || (cause as Error).name;
}
