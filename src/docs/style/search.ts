/** The search, which opens above every page. */
export const search = `.palette {
  width: min(44rem, calc(100vw - 2rem)); max-width: none; max-height: min(40rem, 80dvh); margin: 10vh auto auto; padding: 0;
  flex-direction: column; overflow: hidden;
  background: var(--ground); color: var(--ink); border: 1px solid var(--line); border-radius: 0.8rem; box-shadow: 0 16px 60px #0006;
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
.palette[open] { display: flex; }
.palette::backdrop { background: #0c111a80; }
.palette .head { display: flex; align-items: center; flex: none; border-bottom: 1px solid var(--line); }
.palette input {
  flex: 1; min-width: 0; padding: 1rem 1.25rem; border: 0; outline: 0; background: none; color: inherit; font: inherit; font-size: 1.0625rem; appearance: none;
}
.palette input::placeholder { color: var(--faint); opacity: 1; }
.palette input::-webkit-search-cancel-button { display: none; }
.palette .head:focus-within { box-shadow: inset 0 -2px var(--link); }
.palette .close {
  flex: none; width: 2rem; height: 2rem; margin-inline-end: 0.75rem; border: 1px solid var(--line); border-radius: 0.4rem;
  background: linear-gradient(45deg, transparent 47%, var(--soft) 47% 53%, transparent 53%) center / 45% 45% no-repeat,
    linear-gradient(-45deg, transparent 47%, var(--soft) 47% 53%, transparent 53%) center / 45% 45% no-repeat;
  cursor: pointer;
}
.palette .hits { flex: 1; overflow: hidden auto; overscroll-behavior: contain; padding: 0.5rem; }
.palette .hits a {
  display: grid; grid-template-columns: 4.6rem minmax(0, 1fr) auto; gap: 0 0.75rem; align-items: baseline;
  padding: 0.5rem 0.75rem; border-radius: 0.5rem; color: inherit; text-decoration: none; scroll-margin: 0.5rem; overflow-wrap: anywhere;
}
.palette .hits a[aria-selected="true"] { background: var(--hover); box-shadow: inset 0 0 0 1px var(--line); }
.palette .method { min-width: 0; overflow: hidden; text-overflow: ellipsis; overflow-wrap: normal; grid-row: 1; }
.palette .title { grid-column: 2; font-weight: 550; font-size: 0.9375rem; }
.palette .title em { color: var(--faint); font-size: 0.8125rem; font-weight: 400; }
.palette mark { background: none; color: var(--link); }
.palette small { grid-column: 3; grid-row: 1; color: var(--faint); font-size: 0.75rem; max-width: 11rem; text-align: end; }
.palette .about { grid-column: 2; color: var(--faint); font-size: 0.8125rem; overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; }
.palette code { font-family: var(--mono); font-size: 0.8125rem; }
.palette .because { grid-column: 3; color: var(--faint); font-size: 0.8125rem; text-align: end; }
.palette .because code { padding: 0.05rem 0.35rem; border-radius: 0.25rem; background: var(--panel); color: var(--soft); }
.palette .foot {
  display: flex; flex: none; justify-content: space-between; gap: 1rem; margin: 0; padding: 0.5rem 1.25rem; border-top: 1px solid var(--line);
  color: var(--faint); font-size: 0.8125rem;
}
.palette .count { margin: 0; }
@media (max-width: 40rem) {
  .palette { width: 100vw; max-height: 100dvh; height: 100dvh; margin: 0; border: 0; border-radius: 0; }
  .palette .hits a { grid-template-columns: 4.2rem minmax(0, 1fr); gap: 0 0.6rem; padding-inline: 0.5rem; }
  .palette small, .palette .because { grid-column: 2; grid-row: auto; max-width: none; text-align: start; }
  .palette .keys { display: none; }
}
`;
