import { percentDecode } from '../body/percent.ts';
import { parseUrl } from '../http/url.ts';

/** What documents are called that name no API. */
const general = /^(openapi|swagger|spec|schema|index|api|api-docs|)$/i;

/**
 * A name for the API in a file or at a URL: the file's own, or its folder's where the file is called
 * what such files are always called. `petstore` of `petstore.yaml`, `kaiten` of `kaiten/openapi.yaml`.
 */
export function nameOfSource(source: string): string {
  const url = /^(https?|file):\/\//i.test(source) ? parseUrl(source) : undefined;
  const path = url === undefined ? source : (percentDecode(url.pathname) ?? url.pathname);
  const [file = '', folder = ''] = path
    .split(/[\\/]+/)
    .filter((part) => part !== '')
    .reverse();
  const own = file.replace(/(?<=.)\.[^.]*$/, '').replace(/\.(openapi|swagger)$/i, '');
  const name = general.test(own) ? folder || (url?.hostname ?? '') : own;
  return name.replace(/[^\w.@-]+/g, '-').replace(/^[^\w]+|-+$/g, '') || 'api';
}
