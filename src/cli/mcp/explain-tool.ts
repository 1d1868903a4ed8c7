import { explainCode } from '../commands/explain.ts';
import { exitCode } from '../exit-code.ts';
import { boundedLines } from './bounded.ts';
import { capture } from './captured.ts';
import { onlyReads, type Tool } from './tool.ts';

/** The page of a finding's code. */
export const explainFinding: Tool<{ readonly code?: string }> = {
  name: 'explain_finding',
  title: 'Explain a code',
  description:
    'Explains the code of a finding ("value-invalid") or of a change: what it means, an example, and what to do. Without a code, lists all codes.',
  properties: { code: { type: 'string', minLength: 1, maxLength: 200 } },
  hints: onlyReads,
  async run({ code }, { terminal }, call) {
    const captured = await capture(terminal, call, (own) => explainCode(code, own));
    return {
      text: boundedLines([...captured.notes, ...captured.out]),
      isError: captured.code === exitCode.couldNotRun,
    };
  },
};
