import { didYouMeanOneOf } from '../../nearest-name.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Labels } from './en.ts';

/** The available languages. A new one needs a file beside these, and a line here. */
const languages: Readonly<Record<string, Labels>> = { ar, de, en };

export interface Language {
  /** The code for the `lang` attribute. */
  readonly language: string;
  readonly labels: Labels;
}

/** The words of a language, with a publisher's replacements. */
export function languageOf(
  language: string,
  own: Readonly<Record<string, string>>,
): Language & { readonly warnings: readonly string[] } {
  const [base = ''] = language.toLowerCase().split('-');
  const known = Object.hasOwn(languages, base) ? languages[base]! : undefined;
  const names = Object.keys(en);
  const unknownLabels = Object.keys(own).filter((name) => !names.includes(name));
  const missing = names.filter((name) => !Object.hasOwn(own, name));
  const warnings = [
    ...unknownLabels.map(
      (name) => `"docs.labels.${name}" is not known${didYouMeanOneOf(name, names)}`,
    ),
    ...(known === undefined && missing.length > 0
      ? [
          `the pages have no words in "${language}": ${missing.length} of them are English, ${missing[0]} for example; "docs.labels" takes others`,
        ]
      : []),
  ];
  const fitting = Object.fromEntries(Object.entries(own).filter(([name]) => names.includes(name)));
  return { language, labels: { ...(known ?? en), ...fitting }, warnings };
}

/** `12 properties`. */
export function counted(label: string, count: number): string {
  const [one = '', several = one] = label.split('|');
  return (count === 1 ? one : several).replace('{count}', String(count));
}
