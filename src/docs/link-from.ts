/** Makes links from one page to files of the site. */
export function linkFrom(path: string): (target: string) => string {
  const up = '../'.repeat(path.split('/').length - 1);
  return (target) =>
    up + (plain.test(target) ? target : target.split('/').map(encodePart).join('/'));
}

/** Most paths have nothing to escape. */
const plain = /^[\w./@-]*$/;

/** A part of a path, escaped for an address. */
export function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('%40', '@');
}
