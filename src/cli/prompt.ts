import { createInterface } from 'node:readline/promises';

/** Asks the person at the terminal. */
export interface Prompt {
  /** The answer, or the default for an empty one. */
  text(question: string, otherwise: string): Promise<string>;
  yes(question: string, otherwise: boolean): Promise<boolean>;
  close(): void;
}

/** Questions go to stderr, because stdout carries data. */
export function openPrompt(): Prompt {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  async function text(question: string, otherwise: string): Promise<string> {
    const hint = otherwise === '' ? '' : ` (${otherwise})`;
    const answer = (await lines.question(`${question}${hint} `)).trim();
    return answer === '' ? otherwise : answer;
  }
  return {
    text,
    async yes(question, otherwise) {
      const answer = await text(`${question} [${otherwise ? 'Y/n' : 'y/N'}]`, '');
      return answer === '' ? otherwise : /^y(es)?$/i.test(answer);
    },
    close: () => lines.close(),
  };
}
