import { expect, test, type Locator } from '@playwright/test';
import { exportedChat, writeExport } from '../helpers/chat-export.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { choose, list, openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { search } = words;

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const talk = Array.from({ length: 300 }, (_, index) => ['Ana', `Order number ${index} is fine`] as const);
  await workspace.importChats(
    writeExport(
      workspace.files,
      'WhatsApp Chat with Ana.txt',
      exportedChat([
        ['Ana', 'La transacción con José quedó lista'],
        ['Owen Blake', 'The blue door costs 200'],
        ...talk,
      ]),
    ),
    writeExport(
      workspace.files,
      'WhatsApp Chat with Bruno.txt',
      exportedChat([
        ['Bruno', 'Is the door blue or green?'],
        ['Owen Blake', 'Green. Transaction is done'],
      ]),
    ),
  );
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

const field = (): Locator => app.window.getByRole('searchbox', { name: search.field });
const hits = (): Locator => list(app.window, search.found).getByRole('option');

test('what is typed is found at once, whatever its accents and capitals', async () => {
  const { window } = app;
  await railEntry(window, 'search').click();
  await expect(field()).toBeFocused();
  await field().pressSequentially('TRANSACCION jose');
  await expect(hits()).toHaveCount(1);
  await expect(hits().locator('mark')).toHaveText(['transacción', 'José']);
  await expect(window.getByText(filled(search.total_one, { count: 1 }), { exact: true })).toBeVisible();
});

test('words in any order, a phrase, the beginning of a word, one or the other, one without the other', async () => {
  for (const [query, count] of [
    ['blue door', 2],
    ['"blue door"', 1],
    ['transac*', 2],
    ['green OR jose', 3],
    ['door -green', 1],
  ] as const) {
    await field().fill(query);
    await expect(hits()).toHaveCount(count);
  }
});

test('other forms of a word are found too, and exact words only when they are wanted', async () => {
  const { window } = app;
  const exact = window.getByRole('switch', { name: search.exact });
  await field().fill('doors');
  await expect(hits()).toHaveCount(2);
  await expect(hits().locator('mark')).toHaveText(['door', 'door']);
  await exact.press('Space');
  await expect(exact).toBeChecked();
  await expect(hits()).toHaveCount(0);
  await expect(window.getByRole('heading', { name: search.none.title })).toBeVisible();
  await exact.press('Space');
  await expect(hits()).toHaveCount(2);
});

test('for a misspelt word the archive suggests one of its own, and a press looks for it', async () => {
  const { window } = app;
  await field().fill('transacsion');
  await press(window, filled(search.didYouMean, { query: 'transaccion' }));
  await expect(field()).toHaveValue('transaccion');
  await expect(hits()).toHaveCount(1);
});

test('a filter narrows what is found, and taking it away widens it again', async () => {
  const { window } = app;
  await field().fill('blue');
  await expect(hits()).toHaveCount(2);
  await press(window, search.filters);
  await choose(window, search.direction, search.directions.outgoing);
  await expect(hits()).toHaveCount(1);
  await expect(hits()).toContainText('costs 200');
  await press(window, search.clearFilters);
  await expect(hits()).toHaveCount(2);
});

test('a hit opens its message in the thread, wherever in the conversation it is', async () => {
  const { window } = app;
  await field().fill('"order number 7 is"');
  await expect(hits()).toHaveCount(1);
  await hits().click();
  const message = window
    .getByRole('log', { name: words.message.thread })
    .getByRole('article')
    .filter({ hasText: 'Order number 7 is fine' });
  await expect(message).toBeInViewport();
  await window.keyboard.press('Control+1');
  await window.keyboard.press('Control+3');
  await expect(field()).toHaveValue('"order number 7 is"');
  await press(window, search.openInInbox);
  await expect(message).toBeInViewport();
});

test('nonsense is answered with words, not with an error', async () => {
  const { window } = app;
  await railEntry(window, 'search').click();
  for (const [query, title] of [
    ['qwxzy', search.none.title],
    ['"', search.problem.empty.title],
    ['-door', search.problem['only-not'].title],
    ['((( AND OR " *', search.problem.empty.title],
    ['word '.repeat(70), search.problem['too-many-words'].title],
  ] as const) {
    await field().fill(query);
    await expect(window.getByRole('heading', { name: title })).toBeVisible();
    await expect(window.getByRole('alert')).toHaveCount(0);
  }
  await field().fill(`door' ; drop table messages -- NEAR( ^ {`);
  await expect(window.getByRole('heading', { name: search.none.title })).toBeVisible();
  await field().fill('');
  await expect(window.getByRole('heading', { name: search.start.title })).toBeVisible();
  expect(await complaints(window)).toEqual([]);
});
