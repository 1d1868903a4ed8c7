import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { DocsLink, DocsSettings } from '../docs-settings.ts';
import { type Asset, asset, pictures } from './assets.ts';
import { contrast, readableOn } from './contrast.ts';
import { type Language, languageOf } from './labels/languages.ts';

/** The title, logo, colors and other parts that distinguish a site. */
export interface Brand extends Language {
  readonly title: string | undefined;
  readonly logo: Asset | undefined;
  readonly favicon: Asset;
  readonly image: Asset | undefined;
  /** Rules after those of the site. */
  readonly css: string;
  /** HTML that the publisher wrote. */
  readonly head: string;
  readonly foot: string;
  readonly links: readonly DocsLink[];
}

export type ReadBrand =
  | { readonly ok: true; readonly brand: Brand; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** The backgrounds of the pages, light and dark. */
const grounds = { accent: '#ffffff', accentDark: '#0f1217' } as const;

/** The least contrast of text and background (WCAG 2.2, 1.4.3). */
const least = 4.5;

/** With this contrast, the text is readable on a hovered background, too. */
const onHover = 6;

/** Reads the files in the `docs` settings, and checks the contrast of the colors. */
export async function readBrand(settings: DocsSettings, cwd: string): Promise<ReadBrand> {
  const warnings: string[] = [];
  const read = async (name: 'logo' | 'favicon' | 'image'): Promise<Asset | undefined> => {
    const file = settings[name];
    if (file === undefined) return undefined;
    const extension = extname(file).toLowerCase();
    const allowed = [...pictures, '.ico'];
    if (!allowed.includes(extension)) {
      throw new Error(`"docs.${name}" is "${file}", but must be one of ${allowed.join(', ')}`);
    }
    return asset(name, extension.slice(1), await readNamed(name, file));
  };
  const readNamed = async (name: string, file: string): Promise<Uint8Array> => {
    try {
      return await readFile(resolve(cwd, file));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new Error(`cannot read "${file}", which "docs.${name}" names: ${code}`);
    }
  };
  const readText = async (name: 'css' | 'head' | 'foot'): Promise<string> => {
    const file = settings[name];
    if (file === undefined) return '';
    const text = new TextDecoder().decode(await readNamed(name, file));
    warnings.push(...refusedIn(text).map((what) => `"${file}" has ${what}, which browsers refuse`));
    return text;
  };
  const language = languageOf(settings.language ?? 'en', settings.labels ?? {});
  try {
    const brand: Brand = {
      ...{ title: settings.title, links: settings.links ?? [] },
      ...{ logo: await read('logo'), image: await read('image') },
      favicon: (await read('favicon')) ?? asset('favicon', 'svg', plainIcon),
      css: colorRules(settings, warnings) + (await readText('css')),
      ...{ head: await readText('head'), foot: await readText('foot') },
      ...{ language: language.language, labels: language.labels },
    };
    return { ok: true, brand, warnings: [...language.warnings, ...warnings] };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

/** Resources that the security policy of the pages blocks. */
function refusedIn(text: string): readonly string[] {
  return [
    ...(/<script(?![^>]*\ssrc=)(?![^>]*ld\+json)[^>]*>/i.test(text)
      ? ['a script in the page']
      : []),
    ...(/<style\b|\sstyle\s*=/i.test(text) ? ['a style in the page'] : []),
    ...(/@import|url\(\s*["']?(?:https?:)?\/\/|<(?:script|link|img|iframe)\b[^>]*(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i.test(
      text,
    )
      ? ['something of another host']
      : []),
  ];
}

/** The accent color as rules. An unreadable color is used as configured, and reported. */
function colorRules({ colors = {} }: DocsSettings, warnings: string[]): string {
  const { accent } = colors;
  if (accent === undefined && colors.accentDark === undefined) return '';
  const light = accent ?? '#1a4fc4';
  const dark = colors.accentDark ?? readableOn(grounds.accentDark, light, onHover);
  for (const [name, color] of [
    ['accent', light],
    ['accentDark', dark],
  ] as const) {
    const found = contrast(color, grounds[name]);
    if (found >= least) continue;
    warnings.push(
      `the color ${color} of "docs.colors.${name}" has a contrast of ${found.toFixed(1)} with ${grounds[name]}; ` +
        `text needs ${least} (WCAG 2.2, 1.4.3): ${readableOn(grounds[name], color, least)} has it`,
    );
  }
  const onAccent = contrast(light, '#ffffff') >= contrast(light, '#000000') ? '#ffffff' : '#000000';
  return `:root:root { --link: light-dark(${light}, ${dark}); --accent: ${light}; --on-accent: ${onAccent}; --hover: color-mix(in srgb, var(--link) 8%, var(--ground)); }\n`;
}

const plainIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1a4fc4"/>' +
  '<path d="M12.5 8.5h-1a2.5 2.5 0 0 0-2.5 2.5v2.5A2.5 2.5 0 0 1 6.5 16 2.5 2.5 0 0 1 9 18.5V21a2.5 2.5 0 0 0 2.5 2.5h1M19.5 8.5h1A2.5 2.5 0 0 1 23 11v2.5a2.5 2.5 0 0 0 2.5 2.5 2.5 2.5 0 0 0-2.5 2.5V21a2.5 2.5 0 0 1-2.5 2.5h-1" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/></svg>\n';

/** The brand of a site without settings. */
export function plainBrand(): Brand {
  return {
    ...{ title: undefined, logo: undefined, image: undefined, links: [] },
    favicon: asset('favicon', 'svg', plainIcon),
    ...{ css: '', head: '', foot: '', language: 'en', labels: languageOf('en', {}).labels },
  };
}
