/** What a test fails with. Its message says everything; where it was thrown says nothing. */
export class BrokenContract extends Error {
  override readonly name = 'BrokenContract';

  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}
