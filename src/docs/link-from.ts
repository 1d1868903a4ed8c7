/**
 * Makes links from one page to files of the site. Links from all pages of one depth are the same, so
 * that these pages can share parts.
 */
export function linkFrom(path: string): (target: string) => string {
  const depth = path.split('/').length - 1;
  const up = '../'.repeat(depth);
  /** The folder of the API, which pages in folders below it need not leave. */
  const shared = depth > 1 ? path.slice(0, path.indexOf('/') + 1) : undefined;
  return (target) => {
    const isNear = shared !== undefined && target.startsWith(shared);
    const way = isNear ? target.slice(shared.length) : target;
    const steps = isNear ? up.slice('../'.length) : up;
    return steps + (plain.test(way) ? way : way.split('/').map(encodePart).join('/'));
  };
}

/** Most paths have nothing to escape. */
const plain = /^[\w./@-]*$/;

/** A part of a path, escaped for an address. */
export function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('%40', '@');
}
