import { colors } from '../html/colors.ts';
import { Html, html } from '../html/template.ts';
import { levelOf } from './approvals.ts';
import type { Change } from './change.ts';
import type { ApiDiff } from './diff.ts';
import { type ChangeGroup, groupChanges, titleOfGroup } from './groups.ts';
import { messageOfChange, messageOfProof, titleOfOperation } from './message.ts';
import { approvalAsText, countOf, levels, placesOf, versionAsText } from './report.ts';

/** Diffs as one self-contained page: every change, the worst first, with its operations. */
export function diffAsHtml(diffs: readonly ApiDiff[]): string {
  const names = diffs.map(({ base }) => base.name).join(', ');
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Changes of ${names}</title>
<style>${new Html(colors + style)}</style>
</head>
<body>
<h1>Changes of ${names}</h1>
${diffs.map(sectionOf)}
</body>
</html>`.text
  }\n`;
}

function sectionOf(diff: ApiDiff): Html {
  const { base, changes, version } = diff;
  return html`<section>
<h2>${base.name}: ${countOf(changes)}</h2>
<p>${versionAsText(version)}.</p>
${levels.map((level) => levelSection(level, diff))}
</section>`;
}

const headings = {
  breaking: 'Breaking changes',
  dangerous: 'Dangerous changes',
  compatible: 'Compatible changes',
  approved: 'Approved changes',
} as const;

function levelSection(level: (typeof levels)[number], { changes }: ApiDiff): Html {
  const some = changes.filter((change) => levelOf(change) === level);
  if (some.length === 0) return html``;
  return html`<details class="${level}"${level === 'compatible' ? html`` : html` open`}>
<summary>${headings[level]} (${some.length})</summary>
${groupChanges(some).map(groupHtml)}
</details>`;
}

function groupHtml(group: ChangeGroup): Html {
  return html`<h3>${titleOfGroup(group)}</h3>
<ul>${group.changes.map(changeHtml)}</ul>`;
}

function changeHtml(change: Change): Html {
  const { operations, rule, approved } = change;
  const proof = messageOfProof(change);
  return html`<li>
<p>${messageOfChange(change)} <code>${rule}</code></p>
${proof === undefined ? undefined : html`<p class="more">${proof}</p>`}
${approved === undefined ? undefined : html`<p class="more">${approvalAsText(approved)}</p>`}
<p class="more">${placesOf(change)}</p>
${
  operations.length < 2
    ? undefined
    : html`<details class="more"><summary>${operations.length} operations</summary>
<ul>${operations.map((one) => html`<li>${titleOfOperation(one)}</li>`)}</ul></details>`
}
</li>`;
}

const style = `
body { max-width: 70rem; margin: 0 auto; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; overflow-wrap: anywhere; }
summary { cursor: pointer; font-weight: 600; }
li { margin: .5rem 0; overflow-wrap: anywhere; }
li p { margin: 0; }
code { font-family: var(--mono); font-size: .85em; color: var(--faint); }
.more { color: var(--faint); font-size: .9em; }
.more summary { font-weight: inherit; }
section > details { border-left: 3px solid var(--other); padding-left: 1rem; margin: 1rem 0; }
section > details.breaking { border-color: var(--bad); }
section > details.dangerous { border-color: var(--warn); }
section > details.compatible { border-color: var(--good); }
`;
