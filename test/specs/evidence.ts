/** The shape of evidence.yaml and of documented/index.yaml, and checks that a file has it. */

export type Status = 'documented' | 'corroborated' | 'assumed';

/** The source of a statement: a place on a page, or a note with the reason. */
export interface Source {
  readonly status: Status;
  /** The file name of a saved page. */
  readonly seed?: string;
  /** The headings above the place on the page, from the outermost, separated by ` › `. */
  readonly section?: string;
  readonly note?: string;
  readonly conflicts?: readonly string[];
}

export interface Entry extends Source {
  /** The sources of keywords of the object; `documented` means the place of the entry. */
  readonly facets?: Readonly<Record<string, 'documented' | Source>>;
}

export interface Conflict {
  readonly between: readonly string[];
  readonly settled: string;
  /** The pointers whose entries name the conflict. */
  readonly touches: readonly string[];
}

export interface Evidence {
  readonly evidence: Readonly<Record<string, Entry>>;
  readonly conflicts: Readonly<Record<string, Conflict>>;
}

/** A payload that a page shows. */
export interface Payload {
  readonly file: string;
  readonly operation: string;
  readonly part: 'request' | 'response';
  readonly status?: string;
  readonly judgedAs?: number;
  readonly mediaType: string;
  readonly seed: string;
  readonly section: string;
  /** Ranges of lines of the page, `78-89`. */
  readonly lines: readonly string[];
  readonly shown?: {
    readonly target: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly encoded?: 'literal';
  /** The file with the bytes of an encoded payload. */
  readonly sends?: string;
  readonly verdict: 'keeps' | 'conflict';
  readonly judge?: 'finds' | 'silent';
  readonly conflicts?: readonly string[];
  readonly reason?: string;
  readonly note?: string;
}

/** Why a value is not `Evidence`, each reason with its place. */
export function evidenceTroubles(value: unknown): readonly string[] {
  const file = record(value, 'evidence', 'conflicts');
  if (typeof file === 'string') return [`the file ${file}`];
  return [
    ...members(file.evidence).flatMap(([pointer, entry]) => entryTroubles(pointer, entry)),
    ...members(file.conflicts).flatMap(([id, conflict]) => conflictTroubles(id, conflict)),
  ];
}

/** Why a value is not an index of documented payloads. */
export function indexTroubles(value: unknown): readonly string[] {
  const file = record(value, 'payloads');
  if (typeof file === 'string') return [`the file ${file}`];
  if (!Array.isArray(file.payloads)) return ['payloads is not a list'];
  return file.payloads.flatMap(payloadTroubles);
}

function entryTroubles(pointer: string, value: unknown): string[] {
  const { facets, ...source } = Object(value);
  return [
    ...sourceTroubles(pointer, source),
    ...members(facets).flatMap(([keyword, facet]) => {
      const where = `${pointer}, ${keyword}`;
      if (facet !== 'documented') return sourceTroubles(where, facet);
      return source.status === 'documented' ? [] : [`${where} is documented without a place`];
    }),
  ];
}

function sourceTroubles(where: string, value: unknown): string[] {
  const source = record(value, 'status', 'seed', 'section', 'note', 'conflicts');
  if (typeof source === 'string') return [`${where} ${source}`];
  const { status, seed, section, note, conflicts } = source;
  const troubles: string[] = [];
  if (status === 'documented') {
    if (!isText(seed) || seed.includes('/')) troubles.push('lacks the file name of its seed');
    if (!isText(section)) troubles.push('lacks its section');
    if (note !== undefined && !isText(note)) troubles.push('has an empty note');
  } else if (status === 'corroborated' || status === 'assumed') {
    if (!isText(note)) troubles.push('lacks a note');
    if (seed !== undefined || section !== undefined) troubles.push('has a place on a page');
  } else {
    troubles.push('has no status');
  }
  if (conflicts !== undefined && !isTextList(conflicts)) troubles.push('has malformed conflicts');
  return troubles.map((trouble) => `${where} ${trouble}`);
}

function conflictTroubles(id: string, value: unknown): string[] {
  const conflict = record(value, 'between', 'settled', 'touches');
  if (typeof conflict === 'string') return [`conflict ${id} ${conflict}`];
  const { between, settled, touches } = conflict;
  const troubles: string[] = [];
  if (!isTextList(between) || between.length < 2) troubles.push('needs two statements');
  if (!isText(settled)) troubles.push('is not settled');
  if (!isTextList(touches) || touches.length === 0) troubles.push('touches nothing');
  return troubles.map((trouble) => `conflict ${id} ${trouble}`);
}

const payloadMembers = [
  ...['file', 'operation', 'part', 'status', 'judgedAs', 'mediaType', 'seed', 'section', 'lines'],
  ...['shown', 'encoded', 'sends', 'verdict', 'judge', 'conflicts', 'reason', 'note'],
];

function payloadTroubles(value: unknown): string[] {
  const payload = record(value, ...payloadMembers);
  if (typeof payload === 'string') return [`a payload ${payload}`];
  const troubles: string[] = [];
  for (const name of ['file', 'operation', 'mediaType', 'seed', 'section']) {
    if (!isText(payload[name])) troubles.push(`lacks ${name}`);
  }
  const { part, status, judgedAs, lines, encoded, sends, verdict, judge, conflicts } = payload;
  if (!isTextList(lines) || !lines.every((range) => /^\d+-\d+$/.test(range))) {
    troubles.push('has malformed lines');
  }
  if (part === 'response') {
    if (!isText(status)) troubles.push('lacks its status');
    if (/^\d{3}$/.test(String(status)) === (judgedAs !== undefined)) {
      troubles.push('needs one status to be judged with');
    }
  } else if (part !== 'request' || status !== undefined) {
    troubles.push('is neither a request nor a response');
  }
  if ((encoded === 'literal') !== isText(sends)) troubles.push('does not say what it sends');
  if (verdict === 'conflict') {
    if (judge !== 'finds' && judge !== 'silent') troubles.push('does not say what a judge does');
    if (!isTextList(conflicts) || conflicts.length === 0) troubles.push('names no conflict');
    if (!isText(payload.reason)) troubles.push('lacks a reason');
  } else if (verdict !== 'keeps' || judge !== undefined || conflicts !== undefined) {
    troubles.push('has no clear verdict');
  }
  return troubles.map((trouble) => `${payload.file} ${trouble}`);
}

/** The value as an object with only these members, or the reason why it is not one. */
function record(value: unknown, ...allowed: readonly string[]): Record<string, unknown> | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'is not an object';
  const unknown = Object.keys(value).filter((name) => !allowed.includes(name));
  if (unknown.length > 0) return `has unknown members: ${unknown.join(', ')}`;
  return value as Record<string, unknown>;
}

function members(value: unknown): [string, unknown][] {
  return Object.entries(Object(value));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
