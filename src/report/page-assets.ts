/** The style of a report's page; light or dark, as the reader's system. */
export const style = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f6f7f9, #14171d);
  --card: light-dark(#ffffff, #1d2129);
  --ink: light-dark(#1a1f29, #e8ebf1);
  --faint: light-dark(#5a6475, #9aa5b8);
  --line: light-dark(#dfe3ea, #323947);
  --link: light-dark(#1c4fd8, #8fb0ff);
  --good: light-dark(#17713f, #6fd39a);
  --good-ground: light-dark(#e6f5ec, #16301f);
  --bad: light-dark(#b3261e, #ff9d94);
  --bad-ground: light-dark(#fdecea, #3a1c1a);
  --fair: light-dark(#7a4d00, #f0c060);
  --fair-ground: light-dark(#fff4dc, #33290f);
}
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 75rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
main { padding-bottom: 4rem; }
h1 { margin: 0; font-size: 1.8rem; line-height: 1.2; letter-spacing: -0.02em; }
h1 small { color: var(--faint); font-weight: 400; font-size: 1rem; letter-spacing: 0; }
h2 { margin: 2.5rem 0 0.75rem; font-size: 1.3rem; }
h3 { margin: 0; font-size: 1rem; line-height: 1.45; }
.coverage h3 { margin: 2rem 0 0.5rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font: 0.86rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 0; white-space: pre-wrap; }
[hidden] { display: none !important; }
.verdict { display: inline-block; margin: 0.75rem 0 0; padding: 0.15rem 0.75rem; border-radius: 1rem; font-weight: 600; }
.verdict.passed { background: var(--good-ground); color: var(--good); }
.verdict.failed { background: var(--bad-ground); color: var(--bad); }
.verdict.inconclusive { background: var(--fair-ground); color: var(--fair); }
.facts { display: flex; flex-wrap: wrap; gap: 0.75rem 2rem; margin: 1.25rem 0 0; }
.facts dt { color: var(--faint); font-size: 0.85rem; }
.facts dd { margin: 0; }
#filters { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; margin: 0 -0.5rem 0.75rem; padding: 0.5rem; background: var(--ground); font-size: 0.9rem; z-index: 1; }
#filters select, #filters input { font: inherit; max-width: 16rem; }
#filters output { color: var(--faint); }
.finding { margin: 0 0 0.75rem; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; }
.kind { display: inline-block; margin-right: 0.35rem; padding: 0 0.5rem; border-radius: 0.3rem; font-size: 0.78rem; }
.kind.violation { background: var(--bad-ground); color: var(--bad); }
.kind.undocumented { background: var(--fair-ground); color: var(--fair); }
.kind.advisory, .kind.excused { background: var(--ground); color: var(--faint); }
.where { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; margin: 0.25rem 0 0.5rem; color: var(--faint); font-size: 0.88rem; }
.details { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1rem; margin: 0; }
.details dt { color: var(--faint); font-size: 0.88rem; }
.details dd { margin: 0; white-space: pre-wrap; }
.others { margin-top: 0.5rem; font-size: 0.9rem; }
.others ul { margin: 0; padding-left: 1.25rem; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); font-size: 0.9rem; }
th { text-align: left; font-weight: 600; color: var(--faint); }
th, td { padding: 0.2rem 0.75rem; vertical-align: top; }
tbody tr + tr td { border-top: 1px solid var(--line); }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
meter { width: 8rem; }
summary { margin: 0.5rem 0; cursor: pointer; }
.source { table-layout: fixed; font-size: 0.8rem; }
.source tbody tr + tr td { border: 0; }
.source td { padding: 0 0.5rem; }
.source td:nth-child(1) { width: 4rem; color: var(--faint); }
.source td:nth-child(2) { width: 2rem; text-align: center; }
.source td:nth-child(4) { width: 38%; }
.source .all { background: var(--good-ground); }
.source .some { background: var(--fair-ground); }
.source .none { background: var(--bad-ground); }
.source span { display: inline-block; margin-right: 0.75rem; white-space: nowrap; }
.source .hit { color: var(--good); }
.source .missed { color: var(--bad); font-weight: 600; }
tr:target { scroll-margin-top: 4rem; outline: 2px solid var(--link); outline-offset: -2px; }
@media (max-width: 45rem) {
  #filters { position: static; }
  .parts th:nth-child(2), .parts td:nth-child(2) { display: none; }
  th, td { padding: 0.2rem 0.4rem; }
  .details { grid-template-columns: minmax(0, 1fr); }
  .details dd { margin-bottom: 0.4rem; }
  .source, .source tbody, .source tr { display: block; }
  .source tr { display: grid; grid-template-columns: 3.2rem 1.6rem minmax(0, 1fr); }
  .source td, .source td:nth-child(n) { width: auto; }
  .source td:nth-child(4) { grid-column: 3; }
}
@media print { #filters { display: none; } .finding { break-inside: avoid; } }
`;

/** Shows the findings that are asked for. */
export const script = `'use strict';
(() => {
  const form = document.getElementById('filters');
  if (form === null) return;
  const findings = [...document.querySelectorAll('.finding')];
  const show = () => {
    const asked = new FormData(form);
    const operation = asked.get('operation');
    const code = asked.get('code');
    const kinds = new Set(asked.getAll('kind'));
    const text = asked.get('text').toLowerCase();
    let shown = 0;
    for (const finding of findings) {
      const isWanted =
        (operation === '' || finding.dataset.operations.split(' ').includes(operation)) &&
        (code === '' || finding.dataset.codes.split(' ').includes(code)) &&
        kinds.has(finding.dataset.kind) &&
        finding.textContent.toLowerCase().includes(text);
      finding.hidden = !isWanted;
      if (isWanted) shown += 1;
    }
    form.querySelector('output').textContent = shown + ' of ' + findings.length;
  };
  form.hidden = false;
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  show();
})();
`;
