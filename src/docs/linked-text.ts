import { linkFrom } from './link-from.ts';
import type { Links } from './links.ts';

/** A link reference definition (CommonMark 0.31.2 section 4.7), but not the text of a footnote. */
const linkDefinition =
  /^( {0,3}\[(?!\^)[^\]]+\]:\s*)(\S+)(?:[^\S\n]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[^\S\n]*$/gm;

/**
 * Markdown for a file of the site: its links lead to other files, or become plain words. For
 * Redoc's page (`html`), they lead to pages, and pictures of other hosts become links.
 */
export function linkedText(
  text: string,
  page: string,
  links: Pick<Links, 'target' | 'picture'>,
  kind: 'text' | 'html' = 'text',
): string {
  if (!/\]\(|\]:|<img\b|\s(?:href|src)="/i.test(text)) return text;
  const from = linkFrom(page);
  const isHtml = kind === 'html';
  const parts = text.split(
    /(^ {0,3}(?:```|~~~)[\s\S]*?(?:^ {0,3}(?:```|~~~)[^\S\n]*$|(?![\s\S]))|`[^`\n]*`)/m,
  );
  return parts
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replace(
              /(!?)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)*)>?(?:\s+"[^"]*")?\s*\)/g,
              (whole, mark: string, words: string, url: string) => {
                const found = targetOf(mark === '!', url);
                if (/^(?:https?:|mailto:)/i.test(url) && found === undefined) {
                  return isHtml && mark === '!' ? whole.slice(1) : whole;
                }
                return found === undefined ? words : `${mark}[${words}](${found})`;
              },
            )
            .replace(linkDefinition, (whole, head: string, url: string) => {
              if (/^<?(?:https?:|mailto:)/i.test(url)) return whole;
              const found = targetOf(false, url);
              return found === undefined ? '' : `${head}${found}`;
            })
            .replace(/<img\b[^<>]*?\ssrc="(https?:[^"]*)"[^<>]*>/gi, (whole, url: string) => {
              if (!isHtml || links.picture(url) !== undefined) return whole;
              const [, words] = /\salt="([^"]*)"/i.exec(whole) ?? [];
              return `<a href="${url}">${words || 'picture'}</a>`;
            })
            .replace(/(\s(?:href|src)=")([^"]*)"/gi, (whole, head: string, url: string) => {
              const found = targetOf(/src/i.test(head), url);
              if (/^(?:https?:|mailto:)/i.test(url) && found === undefined) return whole;
              return `${head}${found ?? ''}"`;
            }),
    )
    .join('');

  function targetOf(isPicture: boolean, url: string): string | undefined {
    const picture = isPicture ? links.picture(url) : undefined;
    if (picture !== undefined) return from(picture);
    if (isPicture && isHtml && /^data:image\//i.test(url)) return url;
    if (isPicture || /^(?:https?:|mailto:)/i.test(url)) return undefined;
    const found = links.target(url);
    if (found === undefined) return undefined;
    if (/^https?:/.test(found.page)) return found.page;
    if (isHtml) return (found.page === page ? '' : from(found.page)) + found.fragment;
    return from(found.text ?? found.page) + (found.text === undefined ? found.fragment : '');
  }
}
