import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';

/** Compiles one file with decorators and their metadata, as NestJS and tsoa require. */
export function transpile(from, to) {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
  };
  writeFileSync(to, ts.transpileModule(readFileSync(from, 'utf8'), { compilerOptions }).outputText);
}
