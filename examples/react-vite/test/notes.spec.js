// The built page in a browser, on a mock: nothing else is needed to develop and test it. The tests run at the
// same time against one mock, and each has a session of its own there.

import { expect, test } from 'specwright/playwright';

test('shows the notes', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('listitem')).toHaveText(['Buy milk']);
});

for (const text of ['Buy bread', 'Call the dentist', 'Water the plants']) {
  test(`takes a note: ${text}`, async ({ page, mock }) => {
    await page.goto('/');
    await expect(page.getByRole('listitem')).toHaveCount(1);
    await page.getByLabel('A note').fill(text);
    await page.getByRole('button', { name: 'Take it' }).click();
    await expect(page.getByRole('listitem')).toHaveCount(2);
    const [taken] = await mock.journal({ operation: 'createNote' });
    expect(taken.response.status).toBe(201);
    await page.reload();
    // The state is the test's own: the notes of the other tests are not in it.
    await expect(page.getByRole('listitem')).toHaveCount(2);
    await expect(page.getByRole('listitem').filter({ hasText: text })).toBeVisible();
  });
}

test('shows that there is nothing yet', async ({ page, mock }) => {
  await mock.scenario('nothing-yet');
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Take it' })).toBeVisible();
  await expect.poll(() => mock.journal({ operation: 'listNotes' })).toHaveLength(1);
  await expect(page.getByRole('listitem')).toHaveCount(0);
});

test('says that the notes cannot be shown', async ({ page, mock }) => {
  await mock.scenario('away');
  await page.goto('/');
  await expect(page.getByRole('alert')).toHaveText('The notes cannot be shown.');
});

test('refuses an empty note by the contract, and sends nothing', async ({ page, mock }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('alert')).toHaveText('Write a note first.');
  await page.getByLabel('A note').fill('x'.repeat(501));
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('alert')).toHaveText('A note has at most 500 characters.');
  expect(await mock.journal({ operation: 'createNote' })).toHaveLength(0);
  await page.getByLabel('A note').fill('Buy bread');
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('says why a note is refused, and keeps its text', async ({ page, mock }) => {
  await mock.scenario('full');
  await page.goto('/');
  await page.getByLabel('A note').fill('Buy bread');
  await page.getByRole('button', { name: 'Take it' }).click();
  await expect(page.getByRole('alert')).toHaveText('There is no room for more notes');
  await expect(page.getByLabel('A note')).toHaveValue('Buy bread');
});
