/** The requests for pages of a site, for which other work waits. */
export interface PageTraffic {
  /** Notes a request; the returned function notes its end. */
  begin(): () => void;
  /** Whether a page is being made. */
  isBusy(): boolean;
  /**
   * Resolves some time after the first page was sent, or if nothing requests one. It never resolves
   * while a page is being made, and not after the signal.
   */
  settled(signal: AbortSignal): Promise<void>;
}

/**
 * How many milliseconds a reader gets to ask for a first page, and then for what belongs to it:
 * scripts, styles and the navigation.
 */
const patience = 1000;

export function watchPages(wait = patience): PageTraffic {
  let open = 0;
  const listeners = new Set<(isBegun: boolean) => void>();
  const tell = (isBegun: boolean) => {
    for (const listener of [...listeners]) listener(isBegun);
  };
  return {
    begin() {
      open += 1;
      tell(true);
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        open -= 1;
        tell(false);
      };
    },
    isBusy: () => open > 0,
    settled: (signal) =>
      new Promise((resolve) => {
        let isFirst = true;
        let isDue = false;
        let timer: NodeJS.Timeout | undefined;
        const stop = () => {
          clearTimeout(timer);
          listeners.delete(changed);
        };
        const end = () => {
          isDue = true;
          if (open > 0) return;
          stop();
          signal.removeEventListener('abort', stop);
          resolve();
        };
        const start = () => {
          clearTimeout(timer);
          timer = setTimeout(end, wait).unref();
        };
        const changed = (isBegun: boolean) => {
          if (isDue) end();
          else if (isFirst && isBegun) clearTimeout(timer);
          // A later request does not delay other work again, or a frequent one would forever.
          else if (isFirst && open === 0) {
            isFirst = false;
            start();
          }
        };
        if (signal.aborted) return;
        signal.addEventListener('abort', stop, { once: true });
        listeners.add(changed);
        if (open === 0) start();
      }),
  };
}
