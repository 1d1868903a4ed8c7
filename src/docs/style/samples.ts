/** Examples of requests and answers, and the form that tries an operation out. */
export const samples = `.samples { position: sticky; top: calc(var(--bar) + 1.25rem); max-height: calc(100vh - var(--bar) - 2.5rem); overflow: auto; padding: 2px; }
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
`;
