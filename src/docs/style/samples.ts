/** Colored examples of requests and answers, and the form for requests. */
export const samples = `/* What a script will fold away takes no place before it does, so that nothing moves. */
:root.starting :is(.choice > .sample ~ .sample, .choice figure ~ figure, .content[data-media] ~ .content[data-media], .choice > .sample:has(~ .sample) > h3) { display: none; }
:root.starting .samples figcaption { padding-bottom: 0.45rem; }
:root.starting .find.wide[hidden] { display: flex !important; visibility: hidden; }
.samples { position: sticky; top: calc(var(--bar) + 1.25rem); max-height: calc(100vh - var(--bar) - 2.5rem); overflow: auto; padding: 2px; scrollbar-width: thin; }
.samples > * + * { margin-top: 1.25rem; }
.choice { position: relative; display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.75rem; border: 1px solid var(--line); border-radius: 0.7rem; background: var(--panel); overflow: hidden; }
.choice > * { flex: 1 1 100%; min-width: 0; }
.choice h2 { flex: 0 0 auto; margin: 0; padding: 0.6rem 0 0.6rem 1rem; padding-inline: 1rem 0; font-size: 0.8125rem; font-weight: 650; }
.choice > select { flex: 1 1 6rem; max-width: fit-content; margin-block: 0.4rem; margin-inline: auto 6.9rem; padding-block: 0.2rem; font-size: 0.8125rem; }
[dir="rtl"] .choice > select { direction: ltr; margin-inline: 6.9rem auto; }
.samples h3 { margin: 0; padding: 0.5rem 1rem 0; font-size: 0.8125rem; font-weight: 500; color: var(--faint); }
.samples figure { margin: 0; border-top: 1px solid var(--line); }
.samples figcaption { padding: 0.5rem 1rem 0; font-size: 0.8125rem; color: var(--faint); }
.samples pre { margin: 0; max-height: 24rem; border-radius: 0; background: none; font-size: 0.8125rem; }
.samples pre code { font-size: 1em; }
.samples .tabs + .sample figure { border-top: 0; }
select, .try input, textarea {
  padding: 0.4rem 0.6rem; background: var(--ground); border: 1px solid var(--edge); border-radius: 0.4rem; font-size: 0.875rem;
}
.tabs { display: flex; gap: 0.1rem; overflow-x: auto; scrollbar-width: none; border-bottom: 1px solid var(--line); padding-inline: 0.5rem; }
.tabs button {
  flex: none; padding: 0.45rem 0.6rem; background: none; border: 0; border-bottom: 2px solid transparent; margin-bottom: -1px;
  color: var(--faint); font-size: 0.8125rem; cursor: pointer;
}
.tabs button:hover { color: var(--ink); }
.tabs button[aria-selected="true"] { color: var(--ink); font-weight: 600; border-bottom-color: var(--link); }
.tabs :focus-visible { outline-offset: -3px; }
.story .tabs { margin: 0.25rem 0 0.75rem; padding: 0; }
.choice .copy { top: 0.5rem; }
.prose .coded { position: relative; }

.try { padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.7rem; }
.try summary { font-weight: 600; font-size: 0.9375rem; }
.try p { margin: 0.75rem 0 0; }
.try label { display: grid; gap: 0.25rem; font-size: 0.875rem; grid-template-columns: minmax(0, 1fr) auto; }
.try label > input, .try label > select, .try label > textarea { grid-column: 1 / -1; width: 100%; }
.try fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
.try input[type="file"] { padding: 0.3rem; font-size: 0.8125rem; }
.try textarea { resize: vertical; font: 0.8125rem/1.5 var(--mono); }
.try label small { color: var(--faint); }
.try button[type="submit"] { padding: 0.45rem 1.2rem; border: 0; border-radius: 0.4rem; background: var(--accent); color: var(--on-accent); font-weight: 600; font-size: 0.875rem; cursor: pointer; }
.try button[type="submit"]:hover { filter: brightness(0.88); }
.answer:not(:empty) { margin-top: 1rem; border-top: 1px solid var(--line); }
.answer pre { max-height: 20rem; padding: 0.75rem 0; }
.answer img { max-width: 100%; }
.answer h3 { padding: 0.75rem 0 0; }
.answer .faults { margin: 0.25rem 0; padding-inline-start: 1.1rem; font-size: 0.875rem; color: var(--bad); }
.answer .faults small { display: block; color: var(--faint); overflow-wrap: anywhere; }
`;
