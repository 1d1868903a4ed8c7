/** Code with its colors, copy buttons, and the statuses of answers. */
export const code = `.copy {
  position: absolute; inset-inline-end: 0.6rem; top: 0.6rem; display: inline-flex; align-items: center; gap: 0.35rem; padding: 0.15rem 0.55rem; cursor: pointer;
  background: var(--ground); border: 1px solid var(--line); border-radius: 0.4rem; font-size: 0.75rem; color: var(--soft);
}
.copy::before {
  content: ""; width: 0.8rem; height: 0.8rem; background: currentColor;
  mask: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' stroke-width='1.6' stroke-linejoin='round'%3E%3Crect x='5.5' y='5.5' width='8' height='8' rx='1.5'/%3E%3Cpath d='M3.5 10.5h-1v-8h8v1'/%3E%3C/svg%3E") center / contain no-repeat;
}
.copy:hover { color: var(--link); border-color: var(--link); }
.copy.done { color: var(--good); border-color: currentColor; }

.t-key { color: var(--key); }
.t-text { color: var(--text); }
.t-number { color: var(--number); }
.t-word { color: var(--word); }
.t-note { color: var(--faint); }

.status { margin-inline-end: 0.35rem; font: 700 0.9375rem/1 var(--mono); }
.status::before { content: ""; display: inline-block; width: 0.5rem; height: 0.5rem; margin-inline-end: 0.45rem; border-radius: 50%; background: currentColor; }
.s2 { color: var(--good); }
.s3 { color: var(--link); }
.s4 { color: var(--warn); }
.s5, .sd { color: var(--bad); }
`;
