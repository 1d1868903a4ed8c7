import { type Html, html } from '../html/template.ts';
import type { ContractCoverage, CoveredPart, CoveredPlace } from './coverage.ts';

/**
 * The coverage of a contract: in numbers, by its parts, and line by line in its documents. If the
 * documents exceed `room` characters, only places with missing coverage are shown.
 */
export function coverageSection(
  coverage: ContractCoverage,
  texts: ReadonlyMap<string, string>,
  room = Number.POSITIVE_INFINITY,
): Html {
  const attempts = [
    () => sectionWith(coverage, texts, mostMissed),
    () => sectionWith(coverage, undefined, mostMissed),
    () => sectionWith(coverage, undefined, 100),
  ];
  for (const attempt of attempts) {
    const section = attempt();
    if (section.text.length <= room) return section;
  }
  const { contract, number, points, exercised } = coverage;
  return html`<section class="coverage">
<h2>Coverage of ${contract}: ${number} %</h2>
<p>${exercised} of ${points} points of the contract were exercised. The report as JSON says which.</p>
</section>`;
}

const mostMissed = 2000;

/** Without texts, only the first places with missing coverage are shown. */
function sectionWith(
  coverage: ContractCoverage,
  texts: ReadonlyMap<string, string> | undefined,
  most: number,
): Html {
  const { contract, number, points, exercised, parts, places } = coverage;
  const byFile = new Map<string, CoveredPlace[]>();
  for (const place of places) {
    const known = byFile.get(place.file);
    if (known === undefined) byFile.set(place.file, [place]);
    else known.push(place);
  }
  return html`<section class="coverage">
<h2>Coverage of ${contract}: ${number} %</h2>
<p>${exercised} of ${points} points of the contract were exercised. A point is something that an exchange can
show: that an operation is called, a parameter absent, a branch taken, a keyword satisfied, or broken by a
request in no other way.</p>
<details open><summary>By operation and schema</summary>
<table class="parts">
<thead><tr><th>share</th><th></th><th>points</th><th>part</th></tr></thead>
<tbody>
${[...parts].filter((part) => part.points > 0).map(partRow)}
</tbody>
</table>
</details>
${[...byFile].map(([file, found]) =>
  texts === undefined
    ? missedList(file, found, 'is too long to be shown', most)
    : documentSection(file, found, texts.get(file)),
)}
</section>`;
}

function partRow({ name, number, points, exercised }: CoveredPart): Html {
  return html`<tr><td class="number">${number.toFixed(1)} %</td><td><meter min="0" max="${points}" value="${exercised}">${number} %</meter></td><td class="number">${exercised}/${points}</td><td>${name}</td></tr>`;
}

/** Longer texts are left out, because a browser could no longer show the page. */
const longestText = 3_000_000;

function documentSection(
  file: string,
  places: readonly CoveredPlace[],
  text: string | undefined,
): Html {
  if (text === undefined || text.length > longestText) {
    const reason =
      text === undefined ? 'is not at hand, or has changed' : 'is too long to be shown';
    return missedList(file, places, reason, mostMissed);
  }
  const byLine = new Map<number, CoveredPlace[]>();
  for (const place of places) {
    const known = byLine.get(place.line);
    if (known === undefined) byLine.set(place.line, [place]);
    else known.push(place);
  }
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const rows = lines.map((line, index) => lineRow(file, index + 1, line, byLine.get(index + 1)));
  return html`<h3>${file}</h3>
<table class="source"><tbody>
${rows}
</tbody></table>`;
}

function missedList(
  file: string,
  places: readonly CoveredPlace[],
  reason: string,
  most: number,
): Html {
  const lacking = places.filter(isLacking);
  const rest = lacking.length - most;
  return html`<h3>${file}</h3>
<p>The text of the document ${reason}. These places lack something:</p>
<ul>${lacking.slice(0, most).map(missedItem)}${rest > 0 ? html`<li>and ${rest} more</li>` : undefined}</ul>`;
}

function missedItem({ line, pointer, points }: CoveredPlace): Html {
  const missed = Object.keys(points).filter((name) => points[name] === 0);
  return html`<li>${line}: <code>${pointer}</code> ${missed.join(', ')}</li>`;
}

function lineRow(
  file: string,
  number: number,
  text: string,
  places: readonly CoveredPlace[] = [],
): Html {
  const counts = places.flatMap(({ points }) => Object.values(points));
  const missed = counts.filter((count) => count === 0).length;
  const state =
    counts.length === 0 ? '' : missed === 0 ? 'all' : missed === counts.length ? 'none' : 'some';
  const sign = { '': '', all: '✓', some: '◐', none: '✗' }[state];
  return html`<tr id="${lineId(file, number)}" class="${state}"><td class="number">${number}</td><td>${sign}</td><td><pre>${text}</pre></td><td>${summed(places)}</td></tr>`;
}

/** The exercised and unexercised points of a line, for all of its operations. */
function summed(places: readonly CoveredPlace[]): Html | undefined {
  if (places.length === 0) return undefined;
  const sums = new Map<string, number[]>();
  for (const { points } of places) {
    for (const [name, count] of Object.entries(points)) {
      sums.set(name, [...(sums.get(name) ?? []), count]);
    }
  }
  const shown = [...sums].map(([name, counts]) => {
    const missed = counts.filter((count) => count === 0).length;
    const total = counts.reduce((sum, count) => sum + count, 0);
    const of = counts.length === 1 || missed === 0 ? '' : ` (${missed} of ${counts.length} not)`;
    return html`<span class="${missed === 0 ? 'hit' : 'missed'}">${name} ${total}${of}</span>`;
  });
  return html`${shown}`;
}

function isLacking({ points }: CoveredPlace): boolean {
  return Object.values(points).includes(0);
}

/** The anchor of a document's line in the page. */
export function lineId(file: string, line: number): string {
  return `${file.replace(/[^\w.-]/g, '_')}-${line}`;
}
