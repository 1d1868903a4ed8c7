/** Text, headings, code and tables. */
export const text = `a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: from-font; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 0.2rem; }
code, pre, textarea { font-family: var(--mono); font-size: 0.875em; }
code, pre { direction: ltr; unicode-bidi: isolate; }
pre { text-align: left; }
/* What a contract says has a direction of its own. */
h1, .prose :is(p, li, td, th, h2, h3, h4, h5, h6), .facts, .value, .samples h3 { unicode-bidi: plaintext; }
/* A dot stands where its text begins. */
[dir="rtl"] .prose :is(ul, ol) { list-style-position: inside; padding-inline: 1.25rem; }
[dir="rtl"] .prose li > p:first-child { display: inline; }
[dir="rtl"] .prose ul { list-style-type: "\u00a0•\u00a0"; }
[dir="rtl"] :is(h1, .samples h3) { text-align: right; }
pre code { font-size: 1em; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance; letter-spacing: -0.011em; }
small { font-size: 0.8125em; }
button, input, select, textarea { font: inherit; color: inherit; }

main { width: 100%; max-width: 80rem; margin: 0 auto; padding: 2rem 2.5rem 5rem; }
.guide main { max-width: 52rem; }
.guide .prose { max-width: none; }
/* A table scrolls before it breaks a word. */
.guide .prose :is(th, td) { overflow-wrap: break-word; }
.guide .prose h2 { margin: 2.5rem 0 0.75rem; }
.guide .prose img { max-width: 100%; }
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
.prose th, .prose td { padding: 0.4rem 0.8rem; border: 1px solid var(--line); text-align: start; vertical-align: top; }
.prose blockquote { margin: 1rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--soft); }
.prose ul > .task { list-style: none; }
.scroll { overflow-x: auto; }
pre { margin: 1rem 0; padding: 0.9rem 1rem; overflow: auto; background: var(--panel); border-radius: 0.5rem; line-height: 1.5; tab-size: 2; }
.prose pre code { padding: 0; background: none; }
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; }
}
`;
