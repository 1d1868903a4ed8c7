/** The page of an operation: its address, its parts and its answers. */
export const operation = `.trail { margin-bottom: 0.9rem; font-size: 0.875rem; color: var(--faint); }
.trail a { color: inherit; text-decoration: none; }
.trail a:hover { color: var(--link); text-decoration: underline; }
.endpoint {
  display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.7rem; width: fit-content; max-width: 100%; margin: 0.9rem 0 1.75rem;
  padding: 0.5rem 0.9rem 0.5rem 0.5rem; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--panel);
}
.endpoint code { font-size: 0.9375rem; min-width: 0; }
.endpoint code span { color: var(--faint); }
.endpoint code b { font-weight: 600; }
.endpoint .copy { position: static; align-self: center; margin-inline-start: auto; }
.notice { padding: 0.6rem 1rem; border-inline-start: 3px solid var(--warn); background: var(--panel); border-radius: 0.4rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 29rem); gap: 0 3rem; align-items: start; }
.columns > .story { grid-column: 1; grid-row: 1; }
.columns > .samples { grid-column: 2; grid-row: 1; }
.columns:not(:has(.samples)) { grid-template-columns: minmax(0, 46rem); }
.story > section { margin-top: 2.75rem; }
.story > .lead:empty { display: none; }
.story > .lead:empty + section { margin-top: 0; }
.story h2 { margin: 0 0 0.75rem; padding-bottom: 0.5rem; border-bottom: 1px solid var(--line); font-size: 1.25rem; }
.story h2 em { font-size: 0.75rem; vertical-align: 0.15em; }
.story h3 { margin: 1.5rem 0 0.25rem; font-size: 1rem; }
.story h4 { margin: 1rem 0 0.25rem; font-size: 0.875rem; }
.plain-list { list-style: none; padding: 0; margin: 0; }
.plain-list p { margin: 0.25rem 0; }
.media { margin: 0.5rem 0 0.25rem; }
.media code { display: inline-block; max-width: 100%; padding: 0.15rem 0.5rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--panel); font-size: 0.75rem; }

.self {
  margin-inline-start: 0.4rem; text-decoration: none; color: var(--faint); font-weight: 400; font-size: 0.875em;
}
.self::before { content: "#"; }
.self:hover { color: var(--link); }
@media (hover: hover) {
  .self { opacity: 0; }
  :is(h2, h3, p):hover > .self, li:hover > .name > .self, .response:hover > .self, .self:focus-visible { opacity: 1; }
}
:target { animation: found 2s ease-out; border-radius: 0.4rem; }
@keyframes found { from { background: var(--hover); box-shadow: 0 0 0 0.5rem var(--hover); } }

.response { position: relative; border: 1px solid var(--line); border-radius: 0.6rem; margin: 0.6rem 0; padding: 0 1rem; }
.response > summary { margin: 0 -1rem; padding: 0.7rem 1rem; border-radius: 0.6rem; color: inherit; }
.response > summary:hover { background: var(--panel); }
.response[open] { padding-bottom: 1rem; }
.response[open] > summary { border-bottom: 1px solid var(--line); border-radius: 0.6rem 0.6rem 0 0; background: var(--panel); margin-bottom: 0.75rem; }
section.response { padding-block: 0.7rem; }
.response > .self { position: absolute; inset-inline-end: 0.6rem; top: 0.65rem; width: 1.6rem; height: 1.6rem; margin: 0; text-align: center; }
.response h3 { display: inline; margin: 0; font-size: 0.9375rem; font-weight: 500; }

footer { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
.neighbors { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.neighbors > * { min-width: 0; overflow-wrap: anywhere; }
.neighbors a { padding: 0.8rem 1.1rem; border: 1px solid var(--line); border-radius: 0.6rem; text-decoration: none; font-weight: 550; }
.neighbors a:hover { border-color: var(--link); }
.neighbors a:last-child { text-align: end; }
.neighbors small { display: block; color: var(--faint); font-weight: 400; }
footer .facts { margin-top: 1.25rem; display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
`;
