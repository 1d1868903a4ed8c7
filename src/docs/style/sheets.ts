import { colors } from '../../html/colors.ts';
import { bar } from '../../html/style/bar.ts';
import { code } from '../../html/style/code.ts';
import { text } from '../../html/style/text.ts';
import { index } from './index.ts';
import { narrow } from './narrow.ts';
import { navigation } from './navigation.ts';
import { operation } from './operation.ts';
import { print } from './print.ts';
import { redoc } from './redoc.ts';
import { samples } from './samples.ts';
import { schema } from './schema.ts';
import { search } from './search.ts';
import { statements } from './statements.ts';

/** The style sheet of all pages, including Redoc's: it styles only elements with a class. */
export const frameStyle = colors + bar + search + redoc;

/** The pages that are not Redoc's. */
export const pageStyle =
  text + navigation + index + operation + schema + code + samples + statements + narrow + print;
