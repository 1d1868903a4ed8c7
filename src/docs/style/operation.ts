/** The page of an operation, and the schemas in it. */
export const operation = `.trail { margin-bottom: 0.9rem; font-size: 0.875rem; color: var(--faint); }
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

footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
.neighbours { display: flex; justify-content: space-between; gap: 2rem; }
.neighbours > * { min-width: 0; overflow-wrap: anywhere; }
.neighbours a { text-decoration: none; }
.neighbours a:last-child { text-align: right; }
.neighbours small { display: block; color: var(--faint); }
footer .facts { margin-top: 1.25rem; display: flex; gap: 1.5rem; }
`;
