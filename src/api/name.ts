import { percentDecode } from '../http/percent.ts';
import { parseUrl } from '../http/url.ts';

/** File names that name no API. */
const general = /^(openapi|swagger|spec|schema|index|api|api-docs|)$/i;

/**
 * The name of the API in a file or at a URL: the file's name, or its folder's if the file has a
 * generic name. `petstore` for `petstore.yaml`, `kaiten` for `kaiten/openapi.yaml`.
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
