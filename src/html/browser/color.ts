/**
 * Colors code when it scrolls into view: JSON, XML, shell commands, and text that looks like a
 * program. It runs in the page, so that it cannot use anything outside its own body.
 */
export function color(): void {
  type Kind = 'key' | 'text' | 'number' | 'word' | 'note';
  /** The groups of a pattern have these kinds, in order. */
  interface Grammar {
    readonly pattern: RegExp;
    readonly kinds: readonly Kind[];
  }
  const json: Grammar = {
    pattern:
      /("(?:\\.|[^"\\])*")(?=\s*:)|("(?:\\.|[^"\\])*")|(\b(?:true|false|null)\b)|(-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b)/gi,
    kinds: ['key', 'text', 'word', 'number'],
  };
  const xml: Grammar = {
    pattern: /(<!--[\s\S]*?-->)|(<[/?]?[\w:.-]+|[/?]?>)|("[^"]*")/g,
    kinds: ['note', 'key', 'text'],
  };
  const shell: Grammar = {
    pattern: /('(?:[^']|'\\'')*'|"(?:\\.|[^"\\])*")|((?<=\s)--?[a-z][\w-]*)|(^curl\b)/gim,
    kinds: ['text', 'key', 'word'],
  };
  /** Header fields. */
  const fields: Grammar = { pattern: /(^[\w-]+)(?=: )/gm, kinds: ['key'] };
  const words =
    'const let var await async (?:im|ex)port from new return if else function class def true false null undefined None True False for of in try catch finally throw public static void func package use end do then try with as require';
  const program: Grammar = {
    pattern: new RegExp(
      `(\\/\\/.*$|\\/\\*[\\s\\S]*?\\*\\/)|('(?:\\\\.|[^'\\\\\\n])*'|"(?:\\\\.|[^"\\\\\\n])*"|\`(?:\\\\.|[^\`\\\\])*\`)|\\b(${words.replaceAll(' ', '|')})\\b|\\b(\\d[\\d._]*)\\b|([A-Za-z_$][\\w$]*(?=\\())`,
      'gm',
    ),
    kinds: ['note', 'text', 'word', 'number', 'key'],
  };
  /** A longer text would block the page. */
  const longest = 60_000;

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      paint(target);
    }
  });
  for (const code of document.querySelectorAll('pre > code')) seen.observe(code);
  // Later code, such as an answer of the mock, is colored through this function.
  Object.assign(globalThis, { specwright_color: paint });

  function paint(code: Element): void {
    const text = code.textContent ?? '';
    if (text.length > longest || code.childElementCount > 0) return;
    code.replaceChildren(colored(text, grammarOf(text)));
  }

  function grammarOf(text: string): Grammar {
    const start = text.trimStart();
    if (/^[{[]/.test(start) || /^(?:"[^"]*"|-?\d+(?:\.\d+)?|true|false|null)\s*$/.test(text))
      return json;
    if (start.startsWith('<')) return xml;
    if (/^[\w-]+: /.test(start)) return fields;
    return /^(?:\$ )?(?:curl|npx|npm|http|wget)\b/.test(start) ? shell : program;
  }

  function colored(text: string, { pattern, kinds }: Grammar): DocumentFragment {
    const made = document.createDocumentFragment();
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const at = match.slice(1).findIndex((group) => group !== undefined && group !== '');
      if (at === -1) continue;
      made.append(text.slice(end, match.index));
      end = match.index + match[0].length;
      // The body of a command is often JSON.
      const inner = pattern === shell.pattern && /^'\s*[{[]/.test(match[0]);
      if (inner) made.append("'", colored(match[0].slice(1, -1), json), "'");
      else made.append(token(match[0], kinds[at]!));
    }
    made.append(text.slice(end));
    return made;
  }

  function token(text: string, kind: Kind): HTMLElement {
    const span = document.createElement('span');
    span.className = `t-${kind}`;
    span.textContent = text;
    return span;
  }
}
