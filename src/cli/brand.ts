import { readConfiguration } from '../configuration-file.ts';
import { readBrand } from '../docs/brand.ts';
import { readGuides, unknownInOrder } from '../docs/guide-files.ts';
import type { SiteOptions } from '../docs/portal.ts';
import { didYouMean } from '../nearest-name.ts';
import { explain, type Terminal } from './terminal.ts';

/**
 * The look of the documentation in the configuration; explains and returns nothing if it is
 * invalid.
 */
export async function brandOf(
  terminal: Terminal,
): Promise<Pick<SiteOptions, 'brand' | 'guides' | 'versions'> | undefined> {
  const read = await readConfiguration(terminal.cwd);
  if (!read.ok) {
    explain(read.reason, terminal);
    return undefined;
  }
  const found = await readBrand(read.config.docs ?? {}, terminal.cwd);
  if (!found.ok) {
    explain(`cannot make the documentation as ${read.file} says: ${found.reason}`, terminal);
    return undefined;
  }
  for (const warning of found.warnings) explain(`${read.file}: ${warning}`, terminal);
  const { guides: folder, guideOrder, versions } = read.config.docs ?? {};
  try {
    const guides = folder === undefined ? [] : await readGuides(folder, terminal.cwd, guideOrder);
    const [unknown] = unknownInOrder(guideOrder ?? [], guides);
    if (unknown !== undefined) {
      const near = didYouMean(
        unknown,
        guides.map(({ path }) => path),
      );
      explain(
        `cannot sort the guides: "docs.guideOrder" of ${read.file} names "${unknown}", and no guide has this name${near}`,
        terminal,
      );
      return undefined;
    }
    return { brand: found.brand, guides, ...(versions !== undefined && { versions }) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    explain(
      `cannot read the folder "${folder}", which "docs.guides" of ${read.file} names: ${code}`,
      terminal,
    );
    return undefined;
  }
}
