/** Pages on narrow screens. */
export const narrow = `@media (max-width: 80rem) {
  .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 25rem); gap: 0 2rem; }
  main { padding-inline: 1.75rem; }
}
@media (max-width: 72rem) {
  .columns { grid-template-columns: minmax(0, 1fr); }
  .columns > .story { grid-row: 2; }
  .columns > .samples { grid-column: 1; }
  .samples { position: static; max-height: none; margin-bottom: 2rem; overflow: visible; }
  .samples pre { max-height: 15rem; }
}
@media (max-width: 40rem) {
  .choice > select { margin-inline-end: 3.2rem; }
  [dir="rtl"] .choice > select { margin-inline: 3.2rem auto; }
  .choice .copy { width: 2.1rem; height: 1.6rem; padding: 0; gap: 0; justify-content: center; font-size: 0; }
  .choice .copy::before { width: 0.9rem; height: 0.9rem; }
  main { padding: 1.25rem 1rem 4rem; }
  h1 { font-size: 1.625rem; }
  .endpoint code { order: 1; flex-basis: 100%; }
  .operations a { grid-template-columns: 4.25rem minmax(0, 1fr); }
  .operations code, .operations small, .operations a:has(.about) code { grid-area: auto / 2; }
  .legend div { grid-template-columns: minmax(0, 1fr); }
  .neighbors { grid-template-columns: minmax(0, 1fr); }
  .neighbors span { display: none; }
}
`;
