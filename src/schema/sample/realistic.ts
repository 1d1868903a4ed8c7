import { company, familyNames, givenNames, places, streets, words } from './words.ts';

/** Gives numbers from 0 to lessThan 1. */
export type Random = () => number;

/**
 * Texts that fit the name of a property: `email`, `firstName`, `city`; `undefined` for other names.
 * Addresses use the domains and telephone ranges reserved for examples (RFC 2606), so that no
 * person is written to or called.
 */
export function textByName(name: string, random: Random): string | undefined {
  return makerOf(texts, name)?.(random);
}

/** Whether a name suggests a text. */
export function speaksOfText(name: string): boolean {
  return makerOf(texts, name) !== undefined;
}

/** Numbers that fit the name of a property, before any limit; `undefined` for other names. */
export function numberByName(name: string, random: Random): number | undefined {
  return makerOf(numbers, name)?.(random);
}

/** A few words, for a text without hints. */
export function someWords(random: Random): string {
  return Array.from({ length: 1 + lessThan(2, random) }, () => pick(words, random)).join(' ');
}

type Table<T> = readonly (readonly [name: RegExp, make: (random: Random) => T])[];

/** Names in the form of `plain`; the first match counts, so specific ones come first. */
const texts: Table<string> = [
  [/^(full|display|customer|user|passenger|contact|owner|author)_name$/, fullName],
  [/^(first|given)_name$/, (random) => pick(givenNames, random)],
  [/^(last|family|sur|second)_?name$/, (random) => pick(familyNames, random)],
  [/(^|_)(user_?name|login|nick(name)?|handle)$/, userName],
  [/(^|_)e?mail(_address)?$/, (random) => `${userName(random)}@example.com`],
  [/(^|_)(phone|mobile|fax|telephone|msisdn)(_number)?$/, phone],
  [/(^|_)(city|town)(_name)?$/, (random) => pick(places, random).city],
  [/(^|_)country_code$/, (random) => pick(places, random).code],
  [/(^|_)country(_name)?$/, (random) => pick(places, random).country],
  [/(^|_)(time_?zone|tz)$/, (random) => pick(places, random).zone],
  [/(^|_)(currency|currency_code)$/, (random) => pick(places, random).currency],
  [/(^|_)(locale|lang(uage)?(_code)?)$/, (random) => pick(places, random).language],
  [/(^|_)(street|address_line_?\d?|line_?1|address)$/, street],
  [/(^|_)(zip|zip_code|postal_code|post_?code)$/, (random) => digits(5, random)],
  [/(^|_)(company|organi[sz]ation|employer|vendor|brand)(_name)?$/, companyName],
  [/(^|_)(avatar|image|photo|picture|thumbnail|logo|icon)(_ur[il])?$/, picture],
  [/(^|_)(ur[il]|href|link|website|homepage|web_?site)$/, page],
  [/(^|_)(host|host_?name|domain)$/, (random) => `${pick(words, random)}.example.com`],
  [/(^|_)ip(_address)?$/, (random) => `192.0.2.${1 + lessThan(254, random)}`],
  [/(^|_)(colou?r)$/, (random) => `#${hexadecimal(6, random)}`],
  [/(^|_)(slug|key|alias)$/, (random) => `${pick(words, random)}-${pick(words, random)}`],
  [/(^|_)(title|subject|headline|label|caption|name)$/, title],
  [/(^|_)(description|comment|text|body|message|content|summary|note|notes|bio)$/, sentence],
  [/(^|_)(token|secret|hash|signature|api_key)$/, (random) => hexadecimal(32, random)],
  [/(^|_)(created|updated|modified|deleted|published|expires?)(_at|_on|_date)?$/, moment],
  [/(^|_)(version)$/, (random) => [1, 10, 10].map((most) => lessThan(most, random) + 1).join('.')],
  [/(^|_)(id|uid|guid|code|sku|reference|number)$/, (random) => hexadecimal(8, random)],
];

const numbers: Table<number> = [
  [/(^|_)(price|cost|amount|total|subtotal|fee|balance|sum|tax|salary)$/, price],
  [/(^|_)age$/, (random) => 18 + lessThan(60, random)],
  [/(^|_)year$/, (random) => 1990 + lessThan(35, random)],
  [/(^|_)month$/, (random) => 1 + lessThan(12, random)],
  [/(^|_)day$/, (random) => 1 + lessThan(28, random)],
  [/(^|_)lat(itude)?$/, (random) => rounded(random() * 120 - 60, 4)],
  [/(^|_)(lon|lng|long)(gitude)?$/, (random) => rounded(random() * 360 - 180, 4)],
  [/(^|_)(percent(age)?|progress|discount)$/, (random) => lessThan(101, random)],
  [/(^|_)(rating|stars)$/, (random) => 1 + lessThan(5, random)],
  [/(^|_)(quantity|qty|count|size|length)$/, (random) => 1 + lessThan(20, random)],
  [/(^|_)(timestamp|created|updated|modified)(_at)?$|_at$/, seconds],
  [/(^|_)id$/, (random) => 1 + lessThan(9999, random)],
];

/** The first that fits a name. */
function makerOf<T>(table: Table<T>, name: string): ((random: Random) => T) | undefined {
  const written = plain(name);
  return table.find(([pattern]) => pattern.test(written))?.[1];
}

/** `createdAt`, `created-at` and `created_at` are one name. */
function plain(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase();
}

export function lessThan(limit: number, random: Random): number {
  return Math.floor(random() * limit);
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[lessThan(choices.length, random)]!;
}

function fullName(random: Random): string {
  return `${pick(givenNames, random)} ${pick(familyNames, random)}`;
}

function userName(random: Random): string {
  const name = `${pick(givenNames, random)}.${pick(familyNames, random)}`;
  return name.toLowerCase();
}

/** A range that is kept for fiction. */
function phone(random: Random): string {
  return `+1202555${String(100 + lessThan(100, random)).padStart(4, '0')}`;
}

function street(random: Random): string {
  return `${1 + lessThan(200, random)} ${pick(streets, random)}`;
}

function companyName(random: Random): string {
  return `${capital(pick(words, random))} ${pick(company, random)}`;
}

function page(random: Random): string {
  return `https://example.com/${pick(words, random)}/${pick(words, random)}`;
}

function picture(random: Random): string {
  return `https://example.com/images/${pick(words, random)}.png`;
}

function title(random: Random): string {
  return `${capital(pick(words, random))} ${pick(words, random)}`;
}

function sentence(random: Random): string {
  const length = 4 + lessThan(5, random);
  const text = Array.from({ length }, () => pick(words, random)).join(' ');
  return `${capital(text)}.`;
}

function price(random: Random): number {
  return rounded(1 + random() * 499, 2);
}

const start = Date.UTC(2024, 0, 1) / 1000;

function seconds(random: Random): number {
  return start + lessThan(365 * 86_400, random);
}

function moment(random: Random): string {
  return new Date(seconds(random) * 1000).toISOString().replace('.000', '');
}

function rounded(value: number, places: number): number {
  return Number(value.toFixed(places));
}

export function digits(length: number, random: Random): string {
  return Array.from({ length }, () => lessThan(10, random)).join('');
}

export function hexadecimal(length: number, random: Random): string {
  return Array.from({ length }, () => lessThan(16, random).toString(16)).join('');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
