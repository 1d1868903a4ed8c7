/**
 * What all pages have in common, and what is mended of Redoc's. Nothing else is told of elements
 * without a class, because it would be told to Redoc, too.
 */
export const frameStyle = `:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #12151b);
  --panel: light-dark(#f6f7f9, #1a1e26);
  --ink: light-dark(#181d27, #e6e9ef);
  --soft: light-dark(#3f4856, #c1c8d4);
  --faint: light-dark(#5b6575, #98a2b3);
  --line: light-dark(#e1e5eb, #2c323d);
  --link: light-dark(#1a4fc4, #8fb2ff);
  --hover: light-dark(#eef2fb, #222835);
  --good: light-dark(#12683a, #5fcf93);
  --warn: light-dark(#8a4b08, #eeb061);
  --bad: light-dark(#a92219, #ff958c);
  --mono: ui-monospace, SFMono-Regular, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  --bar: 3rem;
}
:root.light { color-scheme: light; }
:root.dark { color-scheme: dark; }
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: calc(var(--bar) + 1rem); text-size-adjust: 100%; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: break-word;
}
[hidden] { display: none !important; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 0.5rem; z-index: 200; padding: 0.25rem 0.75rem; background: var(--ground); }

.bar {
  position: sticky; top: 0; z-index: 100;
  display: flex; align-items: center; gap: 0 1.5rem;
  height: var(--bar); padding: 0 1.5rem;
  background: var(--ground); border-bottom: 1px solid var(--line);
  font-size: 0.875rem; white-space: nowrap; overflow-x: auto; scrollbar-width: none;
}
.bar a { color: var(--soft); text-decoration: none; }
.bar a:hover { color: var(--link); }
.bar a[aria-current] { color: var(--ink); font-weight: 600; }
.bar .home { font-weight: 600; color: var(--ink); }
.bar nav { display: flex; gap: 1.1rem; align-items: baseline; }
.bar nav b { font-weight: 400; color: var(--faint); }
.bar .downloads { margin-left: auto; }
.index .bar .theme { margin-left: auto; }
.reference .bar .theme { display: none; }
.theme {
  flex: none; width: 1.9rem; height: 1.9rem; padding: 0; cursor: pointer;
  background: none; border: 1px solid var(--line); border-radius: 50%;
}
.theme::before {
  content: ""; display: block; width: 0.85rem; height: 0.85rem; margin: auto; border-radius: 50%;
  background: linear-gradient(90deg, currentColor 50%, transparent 50%); border: 1.5px solid currentColor;
}
.theme:hover { background: var(--hover); }

.method {
  display: inline-block; min-width: 3.9rem; padding: 0.1rem 0.4rem; border-radius: 0.3rem;
  background: #4a5568; color: #fff; text-align: center;
  font: 700 0.6875rem/1.5 var(--mono); letter-spacing: 0.02em;
}
.get { background: #17693d; }
.post { background: #1a4fc4; }
.put, .patch { background: #8a4b08; }
.delete { background: #a92219; }

@media (max-width: 40rem) {
  :root { --bar: 2.75rem; }
  .bar { padding: 0 1rem; gap: 0 1.1rem; }
  .bar nav b, .bar .downloads { display: none; }
  .bar .theme { margin-left: auto; position: sticky; right: 0; background: var(--ground); }
}

/* What the reference says until Redoc has rendered. */
.plain { max-width: 54rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
.plain h1 { margin: 0 0 0.5rem; font-size: 2rem; line-height: 1.25; letter-spacing: -0.022em; }
.plain small { color: var(--faint); font-weight: 400; }
.plain a { color: var(--link); }
.plain code, .plain pre { font-family: var(--mono); font-size: 0.875em; }
.plain .scroll, .plain pre { overflow-x: auto; }
.plain .plain-list { list-style: none; padding: 0; }
.plain .plain-list > li { padding: 1.25rem 0; border-top: 1px solid var(--line); }
.plain h2 { margin: 0; font-size: 1.125rem; }

/* Redoc: below the bar, and with colours that can be read. */
.reference .menu-content { top: var(--bar); }
@media (min-width: 50rem) {
  .reference .menu-content { height: calc(100vh - var(--bar)); }
}
:root:root.light {
  --link-color-primary: #1a4fc4;
  --search-trigger-color: #5b6575;
  --badge-deprecated-text-color: #2b1700;
  --code-block-tokens-property-color: #1a4fc4;
  --code-block-tokens-property-string-color: #1a4fc4;
  --code-block-tokens-link-color: #1a4fc4;
  --code-block-tokens-string-color: #12683a;
  --code-block-tokens-boolean-color: #12683a;
  --code-block-tokens-keyword-color: #8f1d6f;
  --code-block-tokens-function-color: #8a4b08;
  --code-block-tokens-class-name-color: #8a4b08;
  --code-block-tokens-operator-color: #8a4b08;
  --code-block-tokens-regex-color: #8a4b08;
  --code-block-tokens-comment-color: #5b6575;
}
:root:root.dark { --search-trigger-color: #98a2b3; }
.light .reference .tag-put, .light .reference .tag-patch { --tag-color: #8a4b08; }
.light .reference .tag-get { --tag-color: #12683a; }
.light .reference .tag-post { --tag-color: #1a4fc4; }
.light .reference .tag-http-deprecated { --tag-color: #5b6575; }
.light .reference .tag-delete { --tag-color: #a92219; }
`;

/** The pages that are not Redoc's. */
export const pageStyle = `a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: from-font; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 0.2rem; }
code, pre, textarea { font-family: var(--mono); font-size: 0.875em; }
pre code { font-size: 1em; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; letter-spacing: -0.011em; }
small { font-size: 0.8125em; }
button, input, select, textarea { font: inherit; color: inherit; }

main { max-width: 76rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
.index main, .evidence main, .changes main { max-width: 54rem; }
h1 { margin: 0 0 0.5rem; font-size: 2rem; letter-spacing: -0.022em; }
h1, h2, h3, h4, h5, h6, .trail, .endpoint code, .name, .facts, .value, .prose, .plain-list, .media, .operations, summary { overflow-wrap: anywhere; }
h1 small, h2 small { color: var(--faint); font-weight: 400; letter-spacing: 0; }
.count, .lead { color: var(--faint); margin: 0 0 1.5rem; }
.prose.lead { color: inherit; }
.prose > :first-child { margin-top: 0; }
.prose > :last-child { margin-bottom: 0; }
.prose { max-width: 70ch; }
.prose code, .facts code, .value code, li > p code, td code {
  padding: 0.1em 0.35em; border-radius: 0.25rem; background: var(--panel);
}
.prose table { border-collapse: collapse; font-size: 0.9375rem; }
.prose th, .prose td { padding: 0.4rem 0.8rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
.prose blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft); }
.scroll { overflow-x: auto; }
pre { margin: 1rem 0; padding: 0.9rem 1rem; overflow: auto; background: var(--panel); border-radius: 0.5rem; line-height: 1.5; tab-size: 2; }
.prose pre code { padding: 0; background: none; }

.search { position: relative; margin: 0 0 0.5rem; }
.search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.search input {
  width: 100%; padding: 0.8rem 3rem 0.8rem 1.1rem; font-size: 1.0625rem;
  background: var(--ground); border: 1px solid light-dark(#8a94a6, #667085); border-radius: 0.6rem;
}
.search input:focus-visible { outline-offset: 0; border-radius: 0.6rem; }
.search input::placeholder { color: var(--faint); opacity: 1; }
.search kbd {
  position: absolute; right: 0.9rem; top: 50%; translate: 0 -50%;
  padding: 0 0.45rem; border: 1px solid var(--line); border-radius: 0.3rem;
  color: var(--faint); font: 0.8125rem/1.5 var(--mono); pointer-events: none;
}
.search input:focus + kbd { visibility: hidden; }
#found { margin: 0 0 1.25rem; min-height: 1.6em; color: var(--faint); font-size: 0.9375rem; }
#results:not(:empty) { margin: 0.75rem -0.75rem 2rem; }

article { padding: 1.75rem 0; border-top: 1px solid var(--line); }
article h2 { margin: 0; font-size: 1.25rem; }
article h2 a { color: inherit; text-decoration: none; }
article h2 a:hover { color: var(--link); }
article > p { margin: 0.35rem 0 0; max-width: 65ch; color: var(--soft); }
article .links a { text-decoration: none; }
article .links a:hover { text-decoration: underline; }
article .links { display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin-top: 0.6rem; font-size: 0.875rem; }
summary { cursor: pointer; color: var(--link); }
article > details { margin-top: 0.75rem; }

.operations { list-style: none; margin: 0.75rem -0.75rem 0; padding: 0; }
.operations a {
  display: grid; grid-template-columns: 4.25rem minmax(0, 3fr) minmax(0, 2fr); gap: 0 0.9rem; align-items: baseline;
  padding: 0.45rem 0.75rem; border-radius: 0.4rem; color: inherit; text-decoration: none;
}
#results a { grid-template-columns: 4.25rem minmax(0, 3fr) minmax(0, 3fr) minmax(0, 1.5fr); }
.operations .method, .endpoint .method { position: relative; top: -0.1rem; }
.operations a:hover, .operations a:focus-visible { background: var(--hover); }
.operations code, .operations small, .operations em { color: var(--faint); }
.operations em { font-size: 0.875em; }

.trail { margin-bottom: 0.9rem; font-size: 0.875rem; color: var(--faint); }
.trail a { color: inherit; text-decoration: none; }
.trail a:hover { color: var(--link); text-decoration: underline; }
.endpoint { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.7rem; margin: 0.75rem 0 1.5rem; }
.endpoint code { font-size: 0.9375rem; min-width: 0; }
.endpoint code span { color: var(--faint); }
.endpoint code b { font-weight: 600; }
.notice { padding: 0.6rem 1rem; border-left: 3px solid var(--warn); background: var(--panel); border-radius: 0 0.4rem 0.4rem 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 30rem); gap: 0 3.5rem; align-items: start; }
.columns:not(:has(.samples)) { grid-template-columns: minmax(0, 46rem); }
.story > section { margin-top: 2.5rem; }
.story h2 { margin: 0 0 0.75rem; font-size: 1.25rem; }
.story h2 em { font-size: 0.75rem; vertical-align: 0.15em; }
.story h3 { margin: 1.5rem 0 0.25rem; font-size: 1rem; }
.story h4 { margin: 1rem 0 0.25rem; font-size: 0.875rem; }
.plain-list { list-style: none; padding: 0; margin: 0; }
.plain-list p { margin: 0.25rem 0; }
.media { margin: 0.5rem 0 0.25rem; }
.value { margin: 0.25rem 0; }
.type { color: var(--faint); font-size: 0.875rem; }
.facts { color: var(--faint); font-size: 0.875rem; margin: 0.2rem 0 0; }
.required, .deprecated { font-style: normal; font-size: 0.75rem; font-weight: 600; letter-spacing: 0.01em; }
.required { color: var(--warn); }
.deprecated { color: var(--faint); }
.members { list-style: none; margin: 0.5rem 0 0; padding: 0; }
.members > li { padding: 0.7rem 0; border-top: 1px solid var(--line); }
.members .members { margin-left: 0.25rem; padding-left: 1rem; border-left: 2px solid var(--line); }
.members .members > li:first-child { border-top: 0; }
.members .name { margin: 0; }
.members .name code { font-weight: 600; padding: 0; background: none; font-size: 0.9375rem; }
.self { margin-left: 0.4rem; text-decoration: none; color: var(--faint); }
.self::before { content: "#"; }
@media (hover: hover) {
  .self { opacity: 0; }
  li:hover > .name > .self, .self:focus-visible { opacity: 1; }
}
.values { margin: 0.3rem 0; padding-left: 1.2rem; font-size: 0.875rem; }
.choice-of { font-weight: 600; }
.members details .members { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0 0.9rem; margin: 0.4rem 0 0; }
.members .prose { margin-top: 0.15rem; font-size: 0.9375rem; color: var(--soft); }
.members .prose p { margin: 0.25rem 0; }
.members details { margin-top: 0.4rem; font-size: 0.9375rem; }
.response { border-top: 1px solid var(--line); padding: 0.75rem 0; }
.response[open] { padding-bottom: 1.5rem; }
.response summary { color: inherit; }
.response h3 { display: inline; font-weight: 500; }
.status { margin-right: 0.35rem; font: 700 0.9375rem/1 var(--mono); }
.s2 { color: var(--good); }
.s3 { color: var(--link); }
.s4 { color: var(--warn); }
.s5, .sd { color: var(--bad); }

.samples { position: sticky; top: calc(var(--bar) + 1.25rem); max-height: calc(100vh - var(--bar) - 2.5rem); overflow: auto; padding: 2px; }
.samples > * + * { margin-top: 1.5rem; }
.samples h2 { margin: 0 0 0.5rem; font-size: 0.875rem; }
.samples h3 { margin: 1rem 0 0.25rem; font-size: 0.8125rem; font-weight: 500; color: var(--faint); }
.samples figure { position: relative; margin: 0; }
.samples figcaption { margin: 0.75rem 0 -0.5rem; font-size: 0.8125rem; color: var(--faint); }
.samples pre { margin: 0.5rem 0 0; max-height: 26rem; font-size: 0.8125rem; }
.samples pre code { font-size: 1em; }
.samples select { max-width: 100%; }
select, .try input, textarea {
  padding: 0.4rem 0.6rem; background: var(--ground); border: 1px solid light-dark(#8a94a6, #667085); border-radius: 0.4rem; font-size: 0.875rem;
}
.tabs { display: flex; gap: 0.25rem; margin-top: 0.5rem; border-bottom: 1px solid var(--line); }
.tabs button {
  padding: 0.35rem 0.7rem; background: none; border: 0; border-bottom: 2px solid transparent; margin-bottom: -1px;
  color: var(--faint); font-size: 0.875rem; cursor: pointer;
}
.tabs button[aria-selected="true"] { color: var(--ink); border-bottom-color: var(--link); }
.copy {
  position: absolute; right: 0.5rem; top: 0.5rem; padding: 0.1rem 0.55rem; cursor: pointer;
  background: var(--ground); border: 1px solid var(--line); border-radius: 0.35rem; font-size: 0.75rem; color: var(--soft);
}
@media (hover: hover) {
  .copy { opacity: 0; }
  figure:hover .copy, .copy:focus-visible { opacity: 1; }
}
.copy:hover { color: var(--link); }

.try { padding: 0.9rem 1rem; border: 1px solid var(--line); border-radius: 0.6rem; }
.try summary { font-weight: 600; font-size: 0.9375rem; }
.try p { margin: 0.75rem 0 0; }
.try label { display: grid; gap: 0.25rem; font-size: 0.875rem; grid-template-columns: minmax(0, 1fr) auto; }
.try label > input, .try label > select, .try label > textarea { grid-column: 1 / -1; width: 100%; }
.try textarea { font: 0.8125rem/1.5 var(--mono); }
.try label small { color: var(--faint); }
.try button[type="submit"] { padding: 0.45rem 1.2rem; border: 0; border-radius: 0.4rem; background: #1a4fc4; color: #fff; font-weight: 600; font-size: 0.875rem; cursor: pointer; }
.try button[type="submit"]:hover { background: #153f9e; }
.answer:not(:empty) { margin-top: 1rem; border-top: 1px solid var(--line); }
.answer pre { max-height: 20rem; }
.answer img { max-width: 100%; }

footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
.neighbours { display: flex; justify-content: space-between; gap: 2rem; }
.neighbours > * { min-width: 0; overflow-wrap: anywhere; }
.neighbours a { text-decoration: none; }
.neighbours a:last-child { text-align: right; }
.neighbours small { display: block; color: var(--faint); }
footer .facts { margin-top: 1.25rem; display: flex; gap: 1.5rem; }

.evidence section section, .changes section section { padding: 1rem 0; border-top: 1px solid var(--line); }
.evidence h2, .changes h2 { margin: 2.5rem 0 0.75rem; font-size: 1.375rem; }
.evidence h3, .changes h3 { margin: 0 0 0.4rem; font-size: 1rem; }
.legend { display: grid; gap: 0.5rem; margin: 0; }
.legend div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: 0 1rem; align-items: baseline; }
.legend dd { margin: 0; color: var(--soft); }
.origin-status { font-size: 0.75rem; font-weight: 600; padding: 0.1rem 0.5rem; border-radius: 1rem; border: 1px solid currentColor; white-space: nowrap; }
.origin-status.documented { color: var(--good); }
.origin-status.corroborated { color: var(--link); }
.origin-status.assumed { color: var(--warn); }
.statements, .between, .changes ul { margin: 0.25rem 0; padding: 0; list-style: none; }
.statements > li, .changes ul li { padding: 0.6rem 0; }
.statements > li + li { border-top: 1px dashed var(--line); }
.statements p { margin: 0.2rem 0; font-size: 0.9375rem; }
.statements .where { color: var(--soft); }
.statements .where::before { content: "“"; }
.statements .where::after { content: "”"; }
.facet { font-weight: 600; }
.between li { padding-left: 1rem; border-left: 3px solid var(--line); margin: 0.5rem 0; }

.change { padding: 0.5rem 0 0.5rem 1rem; margin: 0.75rem 0; border-left: 3px solid var(--good); }
.change.breaking { border-color: var(--bad); }
.change.dangerous { border-color: var(--warn); }

@media (max-width: 64rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .samples { position: static; max-height: none; margin-top: 2.5rem; }
}
@media (max-width: 40rem) {
  main { padding: 1.5rem 1rem 4rem; }
  h1 { font-size: 1.625rem; }
  .operations a, #results a { grid-template-columns: 4.25rem minmax(0, 1fr); }
  .operations code, .operations small { grid-column: 2; }
  .legend div { grid-template-columns: minmax(0, 1fr); }
}
@media print {
  :root, :root.dark { color-scheme: light; --bar: 0; }
  body { font-size: 10pt; }
  .bar, .search, .skip, .try, .copy, .tabs, .samples select, .neighbours { display: none !important; }
  main { max-width: none; padding: 0; }
  .columns { display: block; }
  .samples { position: static; max-height: none; margin-top: 1.5rem; overflow: visible; }
  .samples pre, pre { max-height: none; white-space: pre-wrap; overflow: visible; border: 1px solid var(--line); }
  .members > li, .response, figure { break-inside: avoid; }
  h1, h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .columns, main, .story { break-inside: auto; }
  a { color: inherit; text-decoration: none; }
}
`;
