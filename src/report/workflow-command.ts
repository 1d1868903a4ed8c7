import { pathInCheckout } from './checkout-path.ts';

/** The place and the title of a command in GitHub Actions. */
export interface Annotation {
  readonly file?: string;
  readonly line?: number;
  readonly col?: number;
  readonly title: string;
}

/**
 * A workflow command of GitHub Actions, as one line:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function workflowCommand(
  command: 'error' | 'warning' | 'notice',
  annotation: Annotation,
  message: string,
): string {
  const { file } = annotation;
  const placed = { ...annotation, ...(file !== undefined && { file: pathInCheckout(file) }) };
  const properties = Object.entries(placed)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${command} ${properties.join()}::${escapeData(message)}`;
}

/** A command ends with its line, and percent signs are the escapes. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
