// What an application does with the API: a client of its own, which takes the `fetch` it is given.

/** The warmest of the next days, or nothing where the city is not known. */
export async function warmestDay(city, { fetch, baseUrl = 'https://weather.example.com/v1' }) {
  const response = await fetch(new Request(`${baseUrl}/cities/${city}/weather?days=7`));
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`the weather cannot be told: ${response.status}`);
  const days = await response.json();
  return days.reduce((best, day) => (day.degrees > best.degrees ? day : best));
}
