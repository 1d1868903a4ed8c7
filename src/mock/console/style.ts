/** The styles of the mock's own pages, in addition to those of all pages. */
export const style = `
main { max-width: 75rem; }
.home main { max-width: 58rem; }
.bar .links { display: flex; }
.bar .home { min-width: 4rem; }
h2 { margin: 0 0 0.75rem; font-size: 1.25rem; }
.group h2 { margin-top: 2.5rem; }
h3 { margin: 1.25rem 0 0.4rem; font-size: 0.875rem; }
.lead { max-width: 70ch; }
.base { margin: 0.25rem 0 0.75rem; font-size: 0.9375rem; overflow-wrap: anywhere; }
.base a { margin-inline-start: 0.75rem; }
input, select, textarea {
  max-width: 100%; padding: 0.35rem 0.6rem; background: var(--ground); border: 1px solid var(--edge); border-radius: 0.4rem; font-size: 0.875rem;
}
input[type="checkbox"], input[type="radio"] { width: 1.05rem; height: 1.05rem; margin: 0; accent-color: var(--accent); }
textarea { width: 100%; min-height: 12rem; font: 0.8125rem/1.5 var(--mono); resize: vertical; }
main button:not(.copy), .button {
  padding: 0.35rem 0.8rem; background: var(--ground); border: 1px solid var(--edge); border-radius: 0.4rem; color: var(--soft); font-size: 0.875rem; cursor: pointer; text-decoration: none;
}
main button:not(.copy):hover, .button:hover { background: var(--hover); color: var(--ink); }
main button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
main button.main:hover { background: var(--accent); color: var(--on-accent); filter: brightness(0.88); }
main button[aria-pressed="true"] { border-color: var(--warn); color: var(--warn); }
.fields { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: end; margin: 0 0 1rem; }
.fields label { display: grid; gap: 0.2rem; font-size: 0.8125rem; color: var(--faint); }
.fields label.check { grid-template-columns: auto 1fr; align-items: center; gap: 0.4rem; padding-block: 0.35rem; }
.fields .wide { flex: 1 1 14rem; min-width: 0; }
.fields .wide input { width: 100%; }
#operation-filter { width: 100%; }
.none, .note-text { color: var(--faint); }
.trouble { color: var(--bad); }

.now { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; margin: 1rem 0; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.7rem; background: var(--panel); }
.now label { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; font-size: 0.875rem; }
.now input { width: 10rem; }
.now dl { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0; }
.now dl div { display: flex; flex-wrap: wrap; gap: 0.25rem 0.4rem; font-size: 0.875rem; overflow-wrap: anywhere; }
.now dt { color: var(--faint); }
.now dd { margin: 0; font-weight: 600; }
.now dd.on { padding: 0 0.5rem; border-radius: 1rem; background: color-mix(in srgb, var(--warn) 14%, var(--ground)); color: var(--warn); }
.now button { margin-inline-start: auto; }
.views { display: flex; flex-wrap: wrap; gap: 0.1rem; margin: 0 0 1rem; border-bottom: 1px solid var(--line); }
.views a { padding: 0.45rem 0.8rem; border-bottom: 2px solid transparent; margin-bottom: -1px; color: var(--faint); font-size: 0.9375rem; text-decoration: none; }
.views a:hover { color: var(--ink); }
.views a[aria-current] { color: var(--ink); font-weight: 600; border-bottom-color: var(--link); }
#message { min-height: 1.6em; margin: 0 0 0.75rem; font-size: 0.875rem; color: var(--soft); overflow-wrap: anywhere; }
#message.trouble { color: var(--bad); }

details { border: 1px solid var(--line); border-radius: 0.6rem; margin: 0.4rem 0; min-width: 0; }
summary { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: baseline; justify-content: space-between; padding: 0.45rem 0.75rem; border-radius: 0.6rem; cursor: pointer; color: inherit; overflow-wrap: anywhere; }
summary:hover { background: var(--hover); }
details[open] > summary { border-radius: 0.6rem 0.6rem 0 0; border-bottom: 1px solid var(--line); }
.names { flex: 1 1 16rem; min-width: 0; }
.names small, .names span { color: var(--faint); }
.deprecated .names code { text-decoration: line-through; }
.coded { position: relative; }
.coded pre { margin: 0; padding-inline-end: 5.5rem; max-height: 28rem; font-size: 0.8125rem; white-space: pre-wrap; overflow-wrap: anywhere; }
details > .coded pre { border-radius: 0 0 0.6rem 0.6rem; }

.entries, .plain { list-style: none; margin: 0; padding: 0; }
.entry.broken, .entry.unknown { border-inline-start: 3px solid var(--bad); }
.entry.unknown { border-inline-start-color: var(--warn); }
.facts { display: flex; flex-wrap: wrap; gap: 0.2rem 0.75rem; align-items: baseline; font-size: 0.8125rem; color: var(--faint); }
.facts .status { font-size: 0.8125rem; }
.verdict { color: var(--bad); font-style: normal; font-weight: 600; }
.unknown .verdict { color: var(--warn); }
.note { font-style: normal; }
.session::before { content: "session "; }
.inside { padding: 0 1rem 1rem; }
p.inside { margin: 0.75rem 0 0; font-size: 0.875rem; }
.findings { margin: 0; padding-inline-start: 1.1rem; font-size: 0.875rem; }
.findings small, .steps small { color: var(--faint); overflow-wrap: anywhere; }
.severity { color: var(--faint); }
.severity.violation { color: var(--bad); }
.severity.undocumented { color: var(--warn); }
.steps { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.15rem 1rem; margin: 0; font-size: 0.875rem; overflow-wrap: anywhere; }
.steps dt { color: var(--faint); }
.steps dd { margin: 0; }
.messages { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 1.25rem; }
.messages > * { min-width: 0; }

.switches { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem 2rem; align-items: start; }
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
legend { padding: 0; font-weight: 600; font-size: 0.9375rem; }
.choices label { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0.1rem 0.6rem; align-items: center; padding: 0.4rem 0; overflow-wrap: anywhere; }
.choices small { grid-column: 2; color: var(--faint); }
.plain > li { display: flex; flex-wrap: wrap; gap: 0.35rem 0.75rem; align-items: center; justify-content: space-between; padding: 0.4rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
caption { padding: 0.5rem 0; text-align: start; font-weight: 600; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th { color: var(--faint); font-weight: 600; }
td { min-width: 5rem; max-width: 18rem; }
td.acts { white-space: nowrap; }
dialog { width: min(46rem, calc(100vw - 2rem)); padding: 1.25rem; border: 1px solid var(--line); border-radius: 0.7rem; background: var(--ground); color: var(--ink); }
dialog::backdrop { background: #0008; }

@media (max-width: 40rem) {
  main { padding: 1.25rem 1rem 4rem; }
  h1 { font-size: 1.625rem; }
  .bar .links { gap: 0.7rem; }
  .bar .links .docs { display: none; }
  .coded pre { padding-inline-end: 1rem; padding-top: 2.5rem; }
  .steps { grid-template-columns: minmax(0, 1fr); }
  .steps dd { margin-bottom: 0.4rem; }
  .inside { padding-inline: 0.75rem; }
  .now button { margin-inline-start: 0; }
}
`;
