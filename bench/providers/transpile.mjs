import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

/** Compiles one file with decorators and their metadata, as NestJS and tsoa ask for. */
export function transpile(from, to) {
  const { ES2022, ESNext } = { ...ts.ScriptTarget, ...ts.ModuleKind };
  const compilerOptions = {
    target: ES2022,
    module: ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  };
  writeFileSync(to, ts.transpileModule(readFileSync(from, 'utf8'), { compilerOptions }).outputText);
}
