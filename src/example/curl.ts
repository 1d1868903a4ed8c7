import { type HttpRequest, headerLines } from '../http/exchange.ts';

/** A request as a curl command for a POSIX shell, one option a line. */
export function curlOf(request: HttpRequest, baseUrl: string): string {
  const url = baseUrl.replace(/\/$/, '') + request.target;
  const options = [
    ...(request.method === 'GET' || (request.method === 'POST' && request.body.length > 0)
      ? []
      : [request.method === 'HEAD' ? '--head' : `--request ${request.method}`]),
    ...Object.keys(request.headers).flatMap((name) =>
      headerLines(request.headers, name).map((value) => `--header ${quote(`${name}: ${value}`)}`),
    ),
    ...(request.body.length > 0 ? [`--data-binary ${quote(textOf(request.body))}`] : []),
  ];
  return [`curl ${quote(url)}`, ...options].join(' \\\n  ');
}

/** In single quotes nothing is special but the quote itself. */
function quote(text: string): string {
  return /^[\w./:@%+=,~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Bytes that are no text, or that begin like a file name, cannot be typed into a command. */
function textOf(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  return text.startsWith('@') ? ` ${text}` : text;
}
