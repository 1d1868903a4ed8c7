import type { AllowRemote } from '../api/allow.ts';
import { bundlePublished } from '../api/bundle.ts';
import { loadUri } from '../api/load-uri.ts';
import type { Api } from '../api/model.ts';
import type { Config } from '../api/redocly.ts';
import { valueAt } from '../json/pointer.ts';
import { createSchemas, type Schemas } from '../schema/schemas.ts';
import type { Asset } from './assets.ts';
import type { Changelog } from './changes-page.ts';
import { describeOperations } from './describe.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import type { Site } from './frame.ts';
import type { IndexEntry } from './index-page.ts';
import { createLinks, type Links } from './links.ts';
import { type ApiPages, schemaSlugs } from './paths.ts';
import { picturesOf } from './pictures.ts';

/** An API with everything that its pages need. */
export interface DescribedApi extends IndexEntry {
  readonly schemas: Schemas;
  readonly document: unknown;
  readonly links: Links;
  readonly slugs: ReadonlyMap<string, string>;
  readonly evidence: Evidence | undefined;
  readonly changelog: Changelog | undefined;
  readonly warnings: readonly string[];
  /** Pictures that its texts show. */
  readonly files: readonly Asset[];
  /** The picture of `x-logo`. */
  readonly logo: Asset | undefined;
}

/** Reads an API for its pages: its published parts, in one document. */
export async function describeApi(
  given: Api,
  redocly: Config | undefined,
  changed: Changelog | undefined,
  { labels, guides }: Pick<Site, 'labels' | 'guides'>,
  allowRemote: AllowRemote = false,
): Promise<DescribedApi> {
  const document = await bundlePublished(given, redocly);
  const pictures = await picturesOf(given, document, allowRemote);
  const api = await inOneDocument(given, document);
  const schemas = createSchemas(api);
  const read = await readEvidence(given);
  const evidence = read.ok ? publishedEvidence(read.evidence, api) : undefined;
  const changelog = publishedChangelog(changed, given, api);
  const at = (name: string) => `${api.name}/${name}`;
  const pages: ApiPages = {
    reference: at('index.html'),
    redoc: at('redoc.html'),
    authentication: api.securitySchemes.size > 0 ? at('authentication.html') : undefined,
    evidence: evidence && at('evidence.html'),
    changes: changelog && at('changes.html'),
    yaml: at('openapi.yaml'),
    json: at('openapi.json'),
    text: at('index.md'),
    navigation: at('navigation.js'),
  };
  const operations = describeOperations(api, schemas);
  const slugs = schemaSlugs(api);
  const links = createLinks(
    api,
    {
      operations,
      schemas: slugs,
      files: new Map([...pictures.files].map(([url, { path }]) => [url, path])),
      guides: new Map(
        guides.flatMap(({ file, page }) => [
          [file, page],
          [`guides/${file}`, page],
        ]),
      ),
    },
    labels,
  );
  const warnings = read.ok
    ? []
    : [`the evidence beside ${api.root.label} is left out: ${read.reason}`];
  return {
    ...{ api, schemas, document, links, slugs, operations },
    ...{ evidence, changelog, pages },
    ...{ files: [...pictures.files.values()], logo: pictures.logo },
    warnings: [...warnings, ...pictures.warnings],
  };
}

/** Without statements about what is not published. */
function publishedEvidence(evidence: Evidence | undefined, { root }: Api): Evidence | undefined {
  if (evidence === undefined) return undefined;
  const isPublished = ({ pointer }: Evidence['statements'][number]) =>
    valueAt(root.value, pointer) !== undefined;
  return { ...evidence, statements: evidence.statements.filter(isPublished) };
}

/** Without changes of unpublished operations; nothing if nothing changed. */
function publishedChangelog(
  changelog: Changelog | undefined,
  given: Api,
  published: Api,
): Changelog | undefined {
  if (changelog === undefined) return undefined;
  const namesOf = ({ operations }: Api) =>
    new Set(operations.map(({ method, path }) => `${method} ${path}`));
  const shown = namesOf(published);
  const hidden = new Set([...namesOf(given)].filter((name) => !shown.has(name)));
  const entries = changelog.entries.filter(
    ({ operations }) => operations.length === 0 || operations.some((name) => !hidden.has(name)),
  );
  // An API that is new since then has no entries, and its page says so.
  return entries.length === 0 && changelog.version !== undefined
    ? undefined
    : { ...changelog, entries };
}

/** An API of several documents as one document with all components, so that each has a name. */
async function inOneDocument(api: Api, document: unknown): Promise<Api> {
  if (document === api.root.value) return api;
  const { uri, label } = api.root;
  const loaded = await loadUri(uri, {
    name: api.name,
    read: async () => JSON.stringify(document),
    label: () => label,
  });
  return loaded.api ?? api;
}
