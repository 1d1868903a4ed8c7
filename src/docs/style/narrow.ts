/** Pages on narrow screens. */
export const narrow = `@media (max-width: 64rem) {
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
`;
