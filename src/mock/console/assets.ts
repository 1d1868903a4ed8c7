import { createHash } from 'node:crypto';
import { color } from '../../html/browser/color.ts';
import { theme } from '../../html/browser/theme.ts';
import { colors } from '../../html/colors.ts';
import { scriptText } from '../../html/script.ts';
import { bar } from '../../html/style/bar.ts';
import { code } from '../../html/style/code.ts';
import { text } from '../../html/style/text.ts';
import type { HttpResponse } from '../../http/exchange.ts';
import { once } from '../../schema/once.ts';
import { operations } from './browser/operations.ts';
import { provider } from './browser/provider.ts';
import { records } from './browser/records.ts';
import { requests } from './browser/requests.ts';
import { switches } from './browser/switches.ts';
import { createTools } from './browser/tools.ts';
import { trying } from './browser/try.ts';
import { views } from './browser/views.ts';
import { webhooks } from './browser/webhooks.ts';
import { style } from './style.ts';

/** The files of the mock's pages, made for the first request of a page. */
export interface OwnAssets {
  readonly style: string;
  readonly theme: string;
  readonly script: string;
  /** The file of a name, as an answer. */
  answer(name: string): HttpResponse | undefined;
}

const parts = [views, operations, requests, switches, records, provider, webhooks, trying];

export const ownAssets = once((): OwnAssets => {
  const files = new Map<string, HttpResponse>();
  const add = (name: string, extension: string, type: string, content: string): string => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const file = `${name}.${hash}.${extension}`;
    files.set(file, assetAnswer(type, content));
    return file;
  };
  const script = [
    scriptText(color),
    '(() => {\n',
    `const tools = (${createTools})();\n`,
    ...parts.map((part) => `(${part})(tools);\n`),
    '})();\n',
  ].join('');
  const javascript = 'text/javascript; charset=utf-8';
  return {
    style: add('style', 'css', 'text/css; charset=utf-8', colors + bar + text + code + style),
    theme: add('theme', 'js', javascript, scriptText(theme)),
    script: add('console', 'js', javascript, script),
    answer: (name) => files.get(name),
  };
});

/** A file named by its content never changes. */
function assetAnswer(type: string, content: string): HttpResponse {
  return {
    status: 200,
    headers: {
      'content-type': type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    },
    body: new TextEncoder().encode(content),
  };
}
