import type { Tools } from './tools.ts';

interface Shown {
  readonly scenario: string | null;
  readonly scenarios: readonly {
    readonly name: string;
    readonly api: string;
    readonly description?: string;
  }[];
}

/** Shows the scenario and the faults of a session, and changes them. It runs in the page. */
export function switches(tools: Tools): void {
  const section = document.querySelector<HTMLElement>('#switches');
  if (section === null) return;
  const { fetchText, element, button, attempt } = tools;
  const choices = section.querySelector<HTMLElement>('.choices')!;
  const list = section.querySelector<HTMLElement>('.faults')!;
  const form = section.querySelector<HTMLFormElement>('form')!;
  const nowScenario = document.querySelector<HTMLElement>('#now-scenario')!;
  const nowFaults = document.querySelector<HTMLElement>('#now-faults')!;
  let faults: readonly string[] = [];

  function now(place: HTMLElement, text: string, isOn: boolean): void {
    place.textContent = text;
    place.classList.toggle('on', isOn);
  }

  function showScenarios({ scenario, scenarios }: Shown): void {
    now(nowScenario, scenario ?? 'none', scenario !== null);
    const names = new Map(scenarios.map((one) => [one.name, one]));
    const choice = (value: string | null, text: string, note: string) => {
      const label = element('label');
      const radio = element('input');
      radio.type = 'radio';
      radio.name = 'scenario';
      radio.checked = value === scenario;
      radio.addEventListener('change', () => put(value));
      label.append(radio, element('span', '', text), element('small', '', note));
      return label;
    };
    const all = [...names.values()].map(({ name, api, description }) =>
      choice(name, name, [description, api].filter(Boolean).join(' · ')),
    );
    const none = choice(null, 'no scenario', all.length === 0 ? 'There is no scenarios.yaml.' : '');
    // The focused choice keeps its focus.
    const focused = [...choices.querySelectorAll('input')].indexOf(
      document.activeElement as HTMLInputElement,
    );
    choices.replaceChildren(none, ...all);
    if (focused >= 0) choices.querySelectorAll('input')[focused]?.focus();
  }

  function put(scenario: string | null): void {
    void attempt(async () => {
      await fetchText('scenario', 'PUT', JSON.stringify({ scenario }));
      await show();
      return scenario === null ? 'No scenario is on.' : `The scenario "${scenario}" is on.`;
    });
  }

  function showFaults(): void {
    const count = `${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}`;
    now(nowFaults, faults.length === 0 ? 'none' : count, faults.length > 0);
    const items = faults.map((text, index) => {
      const item = element('li');
      const end = button('End', () => setFaults(faults.filter((_, other) => other !== index)));
      end.setAttribute('aria-label', `End the fault: ${text}`);
      item.append(element('code', '', text), end);
      return item;
    });
    const none = element('li', 'none', 'Nothing goes wrong on purpose.');
    list.replaceChildren(...(items.length === 0 ? [none] : items));
  }

  function setFaults(texts: readonly string[]): Promise<void> {
    return attempt(async () => {
      await fetchText('faults', 'PUT', JSON.stringify({ faults: texts }));
      faults = texts;
      showFaults();
      return texts.length === 0 ? 'No fault is on.' : `Faults: ${texts.join(', ')}`;
    });
  }

  async function show(): Promise<void> {
    showScenarios(JSON.parse(await fetchText('scenario')) as Shown);
    faults = (JSON.parse(await fetchText('faults')) as { readonly faults: readonly string[] })
      .faults;
    showFaults();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const value = (name: string) => String(new FormData(form).get(name) ?? '').trim();
    const often = [
      value('rate') === '' ? '' : `${value('rate')}%`,
      value('count') === '' ? '' : `x${value('count')}`,
    ];
    const text = [value('fault'), ...often].filter(Boolean).join(' ');
    const operation = value('operation');
    void setFaults([...faults, operation === '' ? text : `${operation}: ${text}`]);
  });
  document.querySelector('#all-off')?.addEventListener('click', () =>
    attempt(async () => {
      await fetchText('faults', 'DELETE');
      await fetchText('scenario', 'DELETE');
      await show();
      return 'The scenario and the faults are as they were at the start.';
    }),
  );
  const again = () => attempt(async () => void (await show()));
  tools.onChange(again);
  void again();
  // Others switch too: a test, a command.
  setInterval(() => document.visibilityState === 'visible' && void again(), 3000);
}
