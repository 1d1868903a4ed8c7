/** The error of a failed test. Its message says everything, so its stack is left out. */
export class BrokenContract extends Error {
  override readonly name = 'BrokenContract';

  constructor(message: string) {
    super(message);
    this.stack = `${this.name}: ${message}`;
  }
}
