import { color } from '../html/browser/color.ts';
import { theme } from '../html/browser/theme.ts';
import { scriptText } from '../html/script.ts';
import { type Asset, asset, script } from './assets.ts';
import { type Brand, plainBrand } from './brand.ts';
import { navigation } from './browser/navigation.ts';
import { page } from './browser/page.ts';
import { search } from './browser/search.ts';
import type { Site } from './frame.ts';
import type { Guide } from './guides.ts';
import { frameStyle, pageStyle } from './style/sheets.ts';

/** The settings of a site, including its brand. */
export interface SiteSettings {
  readonly title?: string;
  readonly brand?: Brand;
  readonly url?: string;
  readonly base?: string;
  readonly mock?: string;
  readonly guides: readonly Guide[];
}

/** The parts that all pages of a site share, with their common files. */
export function createSite(settings: SiteSettings, redocStyle: string): Site {
  const brand = settings.brand ?? plainBrand();
  const { labels, css } = brand;
  const url = settings.url?.replace(/\/*$/, '/');
  return {
    brand,
    url,
    title: settings.title ?? brand.title ?? 'API reference',
    base: settings.base ?? (url === undefined ? '/' : new URL(url).pathname),
    assets: {
      frame: asset('frame', 'css', frameStyle + redocStyle),
      style: asset('style', 'css', pageStyle),
      theme: script('theme', theme),
      navigation: script('navigation', navigation, labels),
      search: script('search', search, labels),
      page: asset('page', 'js', scriptText(page, labels) + scriptText(color)),
      favicon: brand.favicon,
      ...(css !== '' && { brand: asset('brand', 'css', css) }),
      ...(brand.logo !== undefined && { logo: brand.logo }),
      ...(brand.image !== undefined && { image: brand.image }),
    },
    guides: settings.guides,
    versions: new Map(),
    labels,
    language: brand.language,
    tryIt: settings.mock !== undefined,
  };
}

/** The files that all pages of a site share. */
export function filesOf({ assets }: Site): readonly Asset[] {
  return Object.values(assets).filter((one) => one !== undefined);
}
