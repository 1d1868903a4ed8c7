import type { MarkdownIt } from 'markdown-it';

const mark = /^\[([ x])\](?=\s)/i;
/** The mark in a line, after the marks of quotes and lists. */
const markedLine = /^((?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*)\[([ x])\](?=\s)/i;
const className = 'task';

/**
 * Shows items of GitHub's task lists (`- [x] done`) with a box. The box is a character, because a
 * disabled field would need a label.
 */
export function taskItems(markdown: MarkdownIt): void {
  markdown.core.ruler.after('inline', 'task_items', ({ tokens }) => {
    tokens.forEach((item, index) => {
      if (item.type !== 'list_item_open' || tokens[index + 1]?.type !== 'paragraph_open') return;
      // The mark of a link, or one after a backslash, is no box.
      const first = tokens[index + 2]?.children?.[0];
      if (first?.type !== 'text' || !mark.test(first.content)) return;
      first.content = first.content.replace(mark, (_, state: string) => box(state));
      item.attrSet('class', className);
    });
  });
}

/** Puts boxes into a text's source, for a renderer without task lists. */
export function withBoxes(text: string, markdown: MarkdownIt): string {
  if (!/\[[ x]\]\s/i.test(text)) return text;
  const lines = text.split('\n');
  for (const token of markdown.parse(text, {})) {
    const line = token.attrGet('class') === className ? token.map?.[0] : undefined;
    if (line === undefined) continue;
    lines[line] = lines[line]!.replace(
      markedLine,
      (_, before: string, state: string) => before + box(state),
    );
  }
  return lines.join('\n');
}

function box(state: string): string {
  return state === ' ' ? '☐' : '☑';
}
