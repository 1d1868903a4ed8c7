/**
 * Applies the colors that a reader chose before, here or in Redoc, before the page is drawn, and
 * enables the switch. It runs in the page, so that it cannot use anything outside its own body.
 */
export function theme(): void {
  const key = 'redoc.colorMode';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');

  // A page that is opened from a folder may lack a storage.
  const stored = (): string | null => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  root.classList.add('scripted', 'starting');
  const isDark = () => (stored() ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const apply = () => {
    root.classList.toggle('dark', isDark());
    root.classList.toggle('light', !isDark());
    const button = document.querySelector<HTMLButtonElement>('button.theme');
    if (button === null) return;
    button.hidden = false;
    button.setAttribute('aria-pressed', String(isDark()));
  };

  apply();
  system.addEventListener('change', apply);
  // By then, the scripts at the end of the page have run.
  document.addEventListener('DOMContentLoaded', () => {
    root.classList.remove('starting');
    apply();
    document.querySelector('button.theme')?.addEventListener('click', () => {
      try {
        localStorage.setItem(key, isDark() ? 'light' : 'dark');
      } catch {
        // Without a storage, the system's colors count.
      }
      apply();
    });
  });
}
