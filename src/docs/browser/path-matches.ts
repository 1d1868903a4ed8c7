import type { SearchEntry } from './search-entry.ts';

/**
 * The operations for the path of a request, the best first: for `/tasks/12345?limit=1`, also with a
 * method or a host before it; none for other texts. It runs in the page, so it can use only its own
 * code.
 */
export function pathMatches(
  entries: readonly SearchEntry[],
  methods: ReadonlySet<string>,
  query: string,
): readonly SearchEntry[] {
  const [first = '', ...others] = query.split(/\s+/);
  const isMethod = methods.has(first.toUpperCase()) && others.length === 1;
  const address = isMethod ? others[0]! : query;
  if (!/^(?:https?:\/\/[^/\s]+)?\/\S/i.test(address)) return [];
  const segments = segmentsOf(address.replace(/^https?:\/\/[^/]+/i, '')).map(decoded);
  const scored = entries
    .map((entry, index) => {
      const isCandidate =
        entry.kind === 'operation' && (!isMethod || entry.method === first.toUpperCase());
      const score = isCandidate ? pathScore(segments, segmentsOf(entry.path!)) : 0;
      return { entry, score: entry.deprecated ? score * 0.99 : score, index };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index);
  // If the path itself matches, paths with only the same end do not count.
  return scored.filter(({ score }) => score > scored[0]!.score / 3).map(({ entry }) => entry);

  function segmentsOf(path: string): readonly string[] {
    return path
      .replace(/[?#].*$/, '')
      .split('/')
      .filter(Boolean);
  }

  function decoded(text: string): string {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /**
   * How well segments fit a template; 0 if they do not. A whole path counts more than its
   * beginning, and a name more than a parameter.
   */
  function pathScore(requested: readonly string[], template: readonly string[]): number {
    // The path may start with a server's base path.
    for (let skipped = 0; skipped <= Math.min(4, requested.length - 1); skipped += 1) {
      const own = requested.slice(skipped);
      const score = alignedScore(own, template);
      if (score > 0) return score / (1 + skipped * 0.2);
    }
    return 0;
  }

  function alignedScore(requested: readonly string[], template: readonly string[]): number {
    if (requested.length > template.length) return 0;
    const isWhole = requested.length === template.length;
    let score = isWhole ? 1000 : 100;
    let literals = 0;
    for (const [index, segment] of requested.entries()) {
      const own = template[index]!;
      const isLast = index === requested.length - 1;
      if (own.toLowerCase() === segment.toLowerCase()) {
        score += 20;
        literals += 1;
      } else if (/\{[^}]*\}/.test(own)) {
        if (!fits(own, segment)) return 0;
        score += own.startsWith('{') && own.endsWith('}') ? 5 : 8;
      } else if (isLast && own.toLowerCase().startsWith(segment.toLowerCase())) {
        // The user is still typing the last segment.
        score = score / 10 + 10;
        literals += 1;
      } else {
        return 0;
      }
    }
    // Parameters alone do not show which path was meant.
    if (literals === 0 && !(isWhole && template.length === 1)) return 0;
    return score - (template.length - requested.length);
  }

  function fits(template: string, segment: string): boolean {
    const pattern = template
      .split(/(\{[^}]*\})/)
      .map((part) => (part.startsWith('{') ? '.+' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
      .join('');
    return new RegExp(`^${pattern}$`, 'i').test(segment);
  }
}
