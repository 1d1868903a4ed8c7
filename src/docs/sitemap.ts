import { escapeHtml } from '../html/template.ts';

/** The pages of a site for search engines (sitemaps.org). */
export function sitemap(paths: Iterable<string>, url: string): string {
  const pages = [...paths].filter((path) => path.endsWith('.html'));
  const entries = pages.map((path) => {
    const address = url + encodeURI(path.replace(/(^|\/)index\.html$/, '$1'));
    return `<url><loc>${escapeHtml(address)}</loc></url>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('')}</urlset>
`;
}
