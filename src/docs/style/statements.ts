/** The sources of a contract, and its changes. */
export const statements = `.evidence section section, .changes section section { padding: 1rem 0; border-top: 1px solid var(--line); }
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
.between li { padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); margin: 0.5rem 0; }

.changes ul .change { padding: 0.5rem 0; padding-inline-start: 1rem; margin: 0.75rem 0; border-inline-start: 3px solid var(--good); }
.changes ul .change.breaking { border-color: var(--bad); }
.changes ul .change.dangerous { border-color: var(--warn); }
`;
