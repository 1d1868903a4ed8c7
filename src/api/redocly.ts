/**
 * The parts of Redocly's core that are used. The package contains them in this file, because the
 * whole core is hundreds of files, which load slowly.
 */
export {
  BaseResolver,
  bundle,
  type Config,
  createConfig,
  type Document,
  getLineColLocation,
  lint,
  lintConfig,
  loadConfig,
  type NormalizedProblem,
  Source,
} from '@redocly/openapi-core';
