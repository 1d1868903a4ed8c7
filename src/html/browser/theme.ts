/**
 * Takes the colors that were chosen before, here or in Redoc, before anything is drawn, and makes
 * the switch work. It runs in the page, so it knows nothing but what is in it.
 */
export function theme(): void {
  const key = 'redoc.colorMode';
  const root = document.documentElement;
  const system = matchMedia('(prefers-color-scheme: dark)');

  // A page that is opened from a folder may have no storage.
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
  // The scripts at the end of the page have run then.
  document.addEventListener('DOMContentLoaded', () => {
    root.classList.remove('starting');
    apply();
    document.querySelector('button.theme')?.addEventListener('click', () => {
      try {
        localStorage.setItem(key, isDark() ? 'light' : 'dark');
      } catch {
        // Without a storage, the system's colors are the only ones.
      }
      apply();
    });
  });
}
