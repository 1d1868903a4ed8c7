import { type Document, isMap, parseDocument, stringify } from 'yaml';
import { handlerFiles, handlersFile } from './handlers.ts';
import { starterContract } from './starter.ts';
import { type WorkflowProject, workflow } from './workflow.ts';

/** The request to `init`. */
export interface Wanted {
  /** The API's name in the registry. */
  readonly name: string;
  /** The contract: a file that stays, a text to write, or the starter. */
  readonly contract:
    | { readonly kind: 'in-place'; readonly path: string }
    | { readonly kind: 'copy'; readonly text: string; readonly extension: '.yaml' | '.json' }
    | { readonly kind: 'starter' };
  /** The text of a first file of handlers, if the API has an operation for one. */
  readonly handlers: string | undefined;
  /** The GitHub workflow and its path, relative to the project's folder. */
  readonly workflow: { readonly path: string; readonly project: WorkflowProject } | undefined;
  /** The range of this package's versions for package.json. */
  readonly version: string;
}

/** The texts of the project's files; `undefined` for missing ones. */
export interface Project {
  read(path: string): string | undefined;
}

/** A file to write: its current text, `undefined` if it does not exist, and the new one. */
export interface Change {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  /** Whether the existing text is kept and extended; otherwise it would be lost. */
  readonly keeps: boolean;
}

export type InitPlan =
  | { readonly ok: true; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly reason: string };

/** The changes that make every command work in the project; correct files stay as they are. */
export function planInit(wanted: Wanted, project: Project): InitPlan {
  const contract = contractFile(wanted);
  const registry = withApi(project, wanted.name, contract.path);
  if (typeof registry === 'string') return { ok: false, reason: registry };
  const manifest = withScripts(project, wanted.version);
  if (typeof manifest === 'string') return { ok: false, reason: manifest };
  const written: readonly Omit<Change, 'before'>[] = [
    ...(contract.text === undefined
      ? []
      : [{ path: contract.path, after: contract.text, keeps: false }]),
    registry,
    manifest,
    withIgnored(project),
    ...withHandlers(wanted, project),
    ...(wanted.workflow === undefined
      ? []
      : [{ path: wanted.workflow.path, after: workflow(wanted.workflow.project), keeps: false }]),
  ];
  const changes = written.map((one) => ({ ...one, before: project.read(one.path) }));
  return { ok: true, changes: changes.filter(({ before, after }) => before !== after) };
}

function contractFile({ name, contract }: Wanted): { path: string; text?: string } {
  switch (contract.kind) {
    case 'in-place':
      return { path: contract.path };
    case 'copy':
      return { path: `specs/${name}/openapi${contract.extension}`, text: contract.text };
    case 'starter':
      return { path: `specs/${name}/openapi.yaml`, text: starterContract(name) };
  }
}

/** redocly.yaml with the API added; a sentence if it cannot be added. */
function withApi(project: Project, name: string, root: string): Omit<Change, 'before'> | string {
  const path = project.read('redocly.yml') === undefined ? 'redocly.yaml' : 'redocly.yml';
  const text = project.read(path);
  if (text === undefined) return { path, after: newRegistry(name, root), keeps: true };
  const document: Document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) return `${path} cannot be read: ${error.message.split('\n')[0]}`;
  if (document.contents !== null && !isMap(document.contents)) return `${path} is not a mapping`;
  const known = document.getIn(['apis', name, 'root']);
  if (known !== undefined && known !== root) {
    return `${path} has an API "${name}" already, at "${String(known)}"; choose another --name`;
  }
  if (known === root) return { path, after: text, keeps: true };
  document.setIn(['apis', name, 'root'], root);
  const flowCollectionPadding = !/[[{]\w/.test(text);
  return { path, after: document.toString({ lineWidth: 100, flowCollectionPadding }), keeps: true };
}

/** `mock/<api>.ts`, unless there are handlers already. */
function withHandlers({ name, handlers }: Wanted, project: Project): Omit<Change, 'before'>[] {
  const known = handlerFiles(name).some((file) => project.read(file) !== undefined);
  if (handlers === undefined || known) return [];
  return [{ path: handlersFile(name), after: handlers, keeps: false }];
}

function newRegistry(name: string, root: string): string {
  return `# The APIs of this project. Redocly's tools and specwright read them from here.
${stringify({ apis: { [name]: { root } } }, { lineWidth: 0 })}
# The rules of \`specwright lint\`: "recommended" and "recommended-strict" ask for more.
extends:
  - minimal

telemetry: 'off'
`;
}

/** The scripts of `npm run`. */
const scripts = {
  'api:mock': 'specwright mock',
  'api:generate': 'specwright generate',
  'api:docs': 'specwright docs build',
  'api:check': 'specwright check',
} as const;

function withScripts(project: Project, version: string): Omit<Change, 'before'> | string {
  const path = 'package.json';
  const text = project.read(path)?.replace(/^\uFEFF/, '');
  let manifest: unknown;
  try {
    manifest = text === undefined ? { private: true, type: 'module' } : JSON.parse(text);
  } catch (error) {
    return `${path} cannot be read: ${(error as Error).message}`;
  }
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    return `${path} is not an object`;
  }
  const found = manifest as {
    readonly scripts?: Readonly<Record<string, string>>;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
  };
  const isListed =
    Object.hasOwn(found.dependencies ?? {}, 'specwright') ||
    Object.hasOwn(found.devDependencies ?? {}, 'specwright');
  const after = {
    ...found,
    // An existing script stays unchanged.
    scripts: { ...scripts, ...found.scripts },
    ...(isListed ? {} : { devDependencies: { ...found.devDependencies, specwright: version } }),
  };
  const same =
    isListed && Object.keys(scripts).every((name) => found.scripts?.[name] !== undefined);
  const indent = /^([ \t]+)"/m.exec(text ?? '')?.[1] ?? '  ';
  return {
    path,
    after: same && text !== undefined ? text : `${JSON.stringify(after, null, indent)}\n`,
    keeps: true,
  };
}

function withIgnored(project: Project): Omit<Change, 'before'> {
  const text = project.read('.gitignore') ?? '';
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, ''));
  const missing = ['node_modules/', 'dist/'].filter((line) => !lines.includes(line.slice(0, -1)));
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return {
    path: '.gitignore',
    after: missing.length === 0 ? text : `${start}${missing.join('\n')}\n`,
    keeps: true,
  };
}
