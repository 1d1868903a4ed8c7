// Writes dist/runtime/: the run-time half of generated clients as TypeScript, for programs that
// keep it beside their client (`specwright generate --runtime`). runtime.ts has the exports of
// src/client/client.ts, and runtime-xml.ts also those of src/client/xml.ts. Both contain only the
// code that these exports use. If several files declare a name, all but one get a number.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = path.join(root, 'dist/runtime');

/** The modules of some entry points, joined to one module. */
export function oneModule(doors) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const program = ts.createProgram(doors, options);
  const checker = program.getTypeChecker();
  const files = inOrder(doors, program, options);
  const owners = new Map();
  for (const file of files) {
    for (const statement of file.statements) {
      for (const symbol of declaredBy(statement, checker)) owners.set(symbol, statement);
    }
  }
  const open = new Set(doors.flatMap((door) => exportsOf(program.getSourceFile(door), checker)));
  const kept = reachable(open, owners, checker);
  const names = finalNames(files, open, owners, checker);
  const libraries = new Set();
  const texts = [];
  for (const file of files) {
    for (const statement of file.statements) {
      if (ts.isImportDeclaration(statement)) {
        const isOurs = statement.moduleSpecifier.text.startsWith('.');
        if (!isOurs) libraries.add(statement.getText());
      } else if (kept.has(statement)) {
        texts.push(textOf(statement, file, open, names, owners, checker));
      }
    }
  }
  return [...libraries, ''].join('\n') + texts.join('\n');
}

/** The files of the entry points, each after the files that it imports. */
function inOrder(doors, program, options) {
  const found = new Set();
  const visit = (name) => {
    const file = program.getSourceFile(name);
    if (found.has(file)) return;
    for (const { text } of file.imports.filter(({ text }) => text.startsWith('.'))) {
      visit(ts.resolveModuleName(text, name, options, ts.sys).resolvedModule.resolvedFileName);
    }
    found.add(file);
  };
  for (const door of doors) visit(door);
  return [...found];
}

function declaredBy(statement, checker) {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) =>
      checker.getSymbolAtLocation(name),
    );
  }
  return statement.name === undefined ? [] : [checker.getSymbolAtLocation(statement.name)];
}

function exportsOf(file, checker) {
  return checker
    .getExportsOfModule(checker.getSymbolAtLocation(file))
    .map((symbol) => target(symbol, checker));
}

function target(symbol, checker) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The symbol of an identifier: in `{ name }`, the value and not the property. */
function meant(node, checker) {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return symbol && target(symbol, checker);
}

function identifiers(node, visit) {
  if (ts.isIdentifier(node)) visit(node);
  node.forEachChild((child) => identifiers(child, visit));
}

function reachable(open, owners, checker) {
  const kept = new Set([...open].map((symbol) => owners.get(symbol)));
  for (const statement of kept) {
    identifiers(statement, (node) => {
      const owner = owners.get(meant(node, checker));
      if (owner !== undefined) kept.add(owner);
    });
  }
  return kept;
}

/** The new names of declarations whose names are taken. */
function finalNames(files, open, owners, checker) {
  const others = new Set();
  for (const file of files) {
    identifiers(file, (node) => {
      const symbol = meant(node, checker);
      if (!owners.has(symbol)) others.add(node.text);
    });
  }
  const taken = new Set([...open].map(({ name }) => name));
  const all = new Set([...owners.keys()].map(({ name }) => name));
  const names = new Map();
  for (const symbol of owners.keys()) {
    if (open.has(symbol)) continue;
    const { name } = symbol;
    let free = name;
    const isTaken = () => taken.has(free) || (free !== name && (all.has(free) || others.has(free)));
    // A type of ours with a platform's name would hide the platform's type in all files.
    if (globalNames.test(name)) free = `${name}1`;
    for (let number = 2; isTaken(); number += 1) free = `${name}${number}`;
    taken.add(free);
    if (free !== name) names.set(symbol, free);
  }
  return names;
}

const globalNames =
  /^(?:Request|Response|FormData|Blob|AbortSignal|RequestInit|HeadersInit|BodyInit)$/;

function textOf(statement, file, open, names, owners, checker) {
  const start = statement.getFullStart();
  const edits = [];
  const isOpen = declaredBy(statement, checker).some((symbol) => open.has(symbol));
  const mark = statement.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (mark !== undefined && !isOpen) edits.push([mark.getStart(), mark.end + 1, '']);
  if (ts.isVariableStatement(statement)) {
    // A bundler may drop unused results of these calls, because the calls have no side effects.
    for (const { initializer } of statement.declarationList.declarations) {
      // `declare const` has no initializer.
      if (initializer === undefined) continue;
      if (!ts.isCallExpression(initializer) && !ts.isNewExpression(initializer)) continue;
      edits.push([initializer.getStart(), initializer.getStart(), '/* @__PURE__ */ ']);
    }
  }
  identifiers(statement, (node) => {
    const symbol = meant(node, checker);
    if (!owners.has(symbol)) return;
    const name = names.get(symbol) ?? symbol.name;
    if (name === node.text) return;
    const isShort = ts.isShorthandPropertyAssignment(node.parent);
    edits.push([node.getStart(), node.end, isShort ? `${node.text}: ${name}` : name]);
  });
  let text = file.text.slice(start, statement.end);
  for (const [from, to, instead] of edits.sort(([a], [b]) => b - a)) {
    text = text.slice(0, from - start) + instead + text.slice(to - start);
  }
  return `${text.trim()}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const door = (name) => path.join(root, `src/client/${name}.ts`);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const [name, doors] of [
    ['runtime.ts', [door('client')]],
    ['runtime-xml.ts', [door('client'), door('xml')]],
  ]) {
    writeFileSync(path.join(out, name), oneModule(doors));
  }
}
