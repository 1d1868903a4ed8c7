/** The names of the template expressions in a path, in their order (OpenAPI 3.1 section 4.8.8.2). */
export function templateNames(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name!);
}
