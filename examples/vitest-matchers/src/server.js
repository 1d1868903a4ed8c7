// The provider's side: any function from a Request to a Response can be held against the contract.

const forecasts = { oslo: [{ day: '2026-03-01', degrees: -2, wind: 4.5 }] };

export async function handle(request) {
  const { pathname } = new URL(request.url);
  const city = /^\/v1\/cities\/([^/]+)\/weather$/.exec(pathname)?.[1];
  const found = Object.hasOwn(forecasts, city) ? forecasts[city] : undefined;
  if (found !== undefined) return Response.json(found);
  return Response.json(
    { title: 'Nobody knows this city' },
    { status: 404, headers: { 'content-type': 'application/problem+json' } },
  );
}
