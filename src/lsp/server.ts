import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type CompletionItem,
  CompletionItemKind,
  createConnection,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type Hover,
  type Location,
  type Position,
  type Range,
  SymbolKind,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findingCodes } from '../finding.ts';
import { child } from '../json/pointer.ts';
import { readPackageFile } from '../report/package-file.ts';
import { distinct, type Problem } from '../report/problems.ts';
import { readVersion } from '../report/version.ts';
import { expectedKind } from './expected.ts';
import type { Look, Seen, SeenFile } from './look.ts';
import { createLooking } from './looking.ts';
import { referenceIn, relativeReference, targetOf } from './reference.ts';

/** Serves an editor on stdin and stdout until it disconnects. */
export function serveLsp(cwd: string): Promise<void> {
  const connection = createConnection(process.stdin, process.stdout);
  const documents = new TextDocuments(TextDocument);
  let folder = cwd;
  /** The results of the last check of each file, and the diagnostics that were sent. */
  const seen = new Map<string, Seen>();
  const published = new Map<string, readonly Diagnostic[]>();

  const open = () => documents.all().filter(({ uri }) => uri.startsWith('file:'));
  const textOf = (file: string) =>
    open()
      .find(({ uri }) => fileURLToPath(uri) === file)
      ?.getText();
  const uriOf = (file: string) =>
    open().find(({ uri }) => fileURLToPath(uri) === file)?.uri ?? pathToFileURL(file).href;

  const lookAt = (file: string): Look => ({
    file,
    cwd: folder,
    texts: new Map(open().map((one) => [fileURLToPath(one.uri), one.getText()])),
  });
  const looking = createLooking(
    lookAt,
    (file, result) => {
      seen.set(file, result);
      publish();
    },
    (error) => connection.console.error(`cannot lint: ${error.message}`),
  );

  /** Sends the diagnostics of every file, and removes those of files without problems. */
  function publish(): void {
    const byFile = new Map<string, Problem[]>();
    for (const { files } of seen.values()) {
      for (const [file, { problems }] of files) {
        byFile.set(file, [...(byFile.get(file) ?? []), ...problems]);
      }
    }
    for (const file of new Set([...published.keys(), ...byFile.keys()])) {
      const problems = byFile.get(file) ?? [];
      const text = textOf(file);
      if (problems.length === 0 && !published.has(file) && text === undefined) continue;
      const diagnostics = diagnosticsOf(problems, text);
      if (problems.length > 0) published.set(file, diagnostics);
      else published.delete(file);
      void connection.sendDiagnostics({ uri: uriOf(file), diagnostics });
    }
  }

  const seenOf = (file: string): SeenFile | undefined =>
    [...seen.values()].map(({ files }) => files.get(file)).find((one) => one !== undefined);

  connection.onInitialize(({ workspaceFolders, rootUri }) => {
    const uri = workspaceFolders?.[0]?.uri ?? rootUri;
    if (uri?.startsWith('file:')) folder = fileURLToPath(uri);
    return {
      serverInfo: { name: 'specwright', version: readVersion() },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        definitionProvider: true,
        documentSymbolProvider: true,
        completionProvider: { triggerCharacters: ['"', "'", '#', '/', '.'] },
      },
    };
  });

  documents.onDidChangeContent(({ document: { uri } }) => {
    if (uri.startsWith('file:')) looking.soon(fileURLToPath(uri));
  });
  documents.onDidClose(({ document: { uri } }) => {
    if (!uri.startsWith('file:')) return;
    looking.forget(fileURLToPath(uri));
    seen.delete(fileURLToPath(uri));
    publish();
  });
  const lookAtAll = () => {
    for (const { uri } of open()) looking.soon(fileURLToPath(uri));
  };
  documents.onDidSave(lookAtAll);
  connection.onDidChangeWatchedFiles(lookAtAll);

  connection.onHover(({ textDocument: { uri }, position }) => {
    const found = published.get(fileOf(uri))?.find(({ range }) => isIn(position, range));
    return found === undefined ? null : hoverOf(found);
  });

  connection.onDefinition(({ textDocument: { uri }, position }): Location | null => {
    const written = referenceAt(documents.get(uri), position);
    const target = written && targetOf(written.text, fileOf(uri), textOf);
    if (target === undefined) return null;
    const start = { line: target.position.line - 1, character: target.position.column - 1 };
    return { uri: uriOf(target.file), range: { start, end: start } };
  });

  connection.onCompletion(({ textDocument: { uri }, position }): CompletionItem[] => {
    const document = documents.get(uri);
    const written = referenceAt(document, position);
    if (document === undefined || written === undefined) return [];
    const { line } = position;
    const range = {
      start: { line, character: written.start },
      end: { line, character: written.end },
    };
    const kind = expectedKind(
      document.getText(),
      document.offsetAt({ line, character: written.start }),
    );
    return referencesFrom(fileOf(uri), kind).map((reference) => ({
      label: reference,
      kind: reference.includes('#') ? CompletionItemKind.Reference : CompletionItemKind.File,
      textEdit: { range, newText: reference },
    }));
  });

  /** The components of every checked document, and the files beside this one. */
  function referencesFrom(file: string, kind: string | undefined): readonly string[] {
    const own = new Set<string>();
    for (const { files } of seen.values()) {
      for (const [other, { components }] of files) {
        const base = other === file ? '' : relativeReference(other, file);
        for (const [each, names] of Object.entries(components)) {
          if (kind !== undefined && each !== kind) continue;
          for (const name of names) own.add(`${base}#${child('/components', each, name)}`);
        }
      }
    }
    const beside = readdirSync(path.dirname(file))
      .filter((name) => /\.(?:ya?ml|json)$/i.test(name) && name !== path.basename(file))
      .map((name) => `./${name}`);
    return [...[...own].sort(), ...beside];
  }

  connection.onDocumentSymbol(({ textDocument: { uri } }): DocumentSymbol[] =>
    (seenOf(fileOf(uri))?.symbols ?? []).map(({ name, kind, line, column }) => {
      const start = { line: line - 1, character: column - 1 };
      const range = { start, end: start };
      const symbol = kind === 'operation' ? SymbolKind.Method : SymbolKind.Class;
      return { name, kind: symbol, range, selectionRange: range };
    }),
  );

  documents.listen(connection);
  connection.listen();
  return new Promise((resolve) => {
    const end = () => void looking.close().then(resolve);
    connection.onExit(end);
    process.stdin.once('end', end).once('close', end);
  });
}

function fileOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}

function referenceAt(document: TextDocument | undefined, { line, character }: Position) {
  if (document === undefined) return undefined;
  const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
  return referenceIn(document.getText(range).replace(/\r?\n$/, ''), character);
}

/** Each problem once, however many contracts have it. */
function diagnosticsOf(problems: readonly Problem[], text: string | undefined): Diagnostic[] {
  if (problems.length === 0) return [];
  const lines = text?.split('\n') ?? [];
  return distinct([{ problems }]).map((problem) => ({
    range: rangeOf(problem, lines),
    severity: problem.severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: 'specwright',
    code: problem.rule,
    message: problem.message,
  }));
}

/** From the place of a problem to the end of the word or text there. */
function rangeOf({ line, column }: Problem, lines: readonly string[]): Range {
  const start = { line: line - 1, character: column - 1 };
  const written = (lines[line - 1] ?? '').slice(column - 1);
  const length = /^(?:"[^"]*"|'[^']*'|[^\s:,{}[\]]+)/.exec(written)?.[0].length ?? 1;
  return { start, end: { line: start.line, character: start.character + length } };
}

function isIn({ line, character }: Position, { start, end }: Range): boolean {
  return line === start.line && character >= start.character && character <= end.character;
}

/** The page of a finding; for a rule of Redocly, its message. */
async function hoverOf({ code, message }: Diagnostic): Promise<Hover> {
  const rule = String(code);
  const page = Object.hasOwn(findingCodes, rule)
    ? await readPackageFile(`docs/findings/${rule}.md`)
    : `\`${rule}\` is a rule of Redocly.`;
  return { contents: { kind: 'markdown', value: `${message}\n\n---\n\n${page}` } };
}
