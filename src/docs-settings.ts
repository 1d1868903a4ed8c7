/**
 * The look of the documentation and the texts beside the reference: `docs` of
 * `specwright.config.ts`.
 */
export interface DocsSettings {
  /** The name of the site. */
  readonly title?: string;
  /**
   * A picture instead of the title: SVG, PNG, JPEG, WebP. Paths are relative to the configuration.
   */
  readonly logo?: string;
  /** The icon of the tab: SVG, PNG or ICO. */
  readonly favicon?: string;
  /** The preview picture of shared pages (`og:image`); it needs `--site-url`. */
  readonly image?: string;
  readonly colors?: DocsColors;
  /** A style sheet after those of the site, on Redoc's page too. */
  readonly css?: string;
  /** A file of HTML for the end of each page's head. */
  readonly head?: string;
  /** A file of HTML for the end of each page. */
  readonly foot?: string;
  /** Links in the bar of each page. */
  readonly links?: readonly DocsLink[];
  /** The language of the pages, for `lang`: `en`, `de` and `ar` have words. */
  readonly language?: string;
  /** Replacements for the language's words, by their names. */
  readonly labels?: Readonly<Record<string, string>>;
  /** A folder of Markdown files, which become pages beside the reference. */
  readonly guides?: string;
  /** The order of that folder's files and folders; the others follow by name. */
  readonly guideOrder?: readonly string[];
  /**
   * The names of APIs that are versions of one, the newest first; `pets@v2` and `pets@v1` are
   * recognized by their names.
   */
  readonly versions?: readonly (readonly string[])[];
}

export interface DocsColors {
  /** The color of links, buttons and selections: `#0a7` or `#00aa77`. */
  readonly accent?: string;
  /** The accent on dark pages; by default, the accent made lighter until it is readable. */
  readonly accentDark?: string;
}

export interface DocsLink {
  readonly text: string;
  readonly href: string;
}

/** The settings of the documentation that are plain texts. */
const texts = [
  ...['title', 'logo', 'favicon', 'image', 'css', 'head', 'foot', 'language', 'guides'],
];

/** The faults in the values of `docs`, whose names were checked before. */
export function wrongDocs(docs: DocsSettings | undefined): string | undefined {
  if (docs === undefined) return undefined;
  for (const [name, color] of Object.entries(docs.colors ?? {})) {
    if (name !== 'accent' && name !== 'accentDark') {
      return `"docs.colors.${name}" is not known; there are accent and accentDark`;
    }
    if (typeof color !== 'string' || !/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(color)) {
      return `"docs.colors.${name}" is ${JSON.stringify(color)}, but must be a color such as #1a4fc4`;
    }
  }
  for (const [index, link] of (docs.links ?? []).entries()) {
    const at = `docs.links.${index}`;
    if (typeof link.text !== 'string') return `"${at}.text" is missing`;
    if (typeof link.href !== 'string' || !/^(?:https?:|mailto:|\/|\.)/i.test(link.href)) {
      return `"${at}.href" must begin with https:, mailto:, / or .`;
    }
  }
  for (const [name, text] of Object.entries(docs.labels ?? {})) {
    if (typeof text !== 'string') return `"docs.labels.${name}" must be a text`;
  }
  const { versions = [] } = docs;
  if (!versions.every((group) => Array.isArray(group) && group.every(isText))) {
    return '"docs.versions" must be a list of lists of names';
  }
  if (docs.language !== undefined && !/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(docs.language)) {
    return `"docs.language" is "${docs.language}", but must be a language such as en or pt-BR`;
  }
  return undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** The names of the settings, each with the kind of its value. */
export const docsKeys: Readonly<
  Record<string, 'text' | 'texts' | 'mapping' | 'mappings' | 'lists'>
> = {
  ...Object.fromEntries(texts.map((name) => [name, 'text' as const])),
  ...{
    colors: 'mapping',
    labels: 'mapping',
    links: 'mappings',
    versions: 'lists',
    guideOrder: 'texts',
  },
};
