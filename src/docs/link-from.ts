/** Makes links from one page to files of the site. */
export function linkFrom(path: string): (target: string) => string {
  const up = '../'.repeat(path.split('/').length - 1);
  return (target) => up + target.split('/').map(encodePart).join('/');
}

/** A part of a path, escaped for an address. */
export function encodePart(part: string): string {
  return encodeURIComponent(part).replaceAll('%40', '@');
}
