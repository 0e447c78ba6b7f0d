import { expect, test } from '@playwright/test';
import { addCoveredLine } from '../helpers/covered-workspace.ts';
import { complaints, type RunningApp } from '../helpers/electron-app.ts';
import { openApp, press, railEntry } from '../helpers/person.ts';
import { makeWorkspace, type TestWorkspace } from '../helpers/workspace.ts';
import { filled, words } from '../helpers/words.ts';

test.describe.configure({ mode: 'serial' });

const { coverage } = words;
const hour = 3_600_000;
const day = 24 * hour;
/** Midnight, UTC, five days ago. */
const start = Math.floor(Date.now() / day - 5) * day;

const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

let app: RunningApp;
let workspace: TestWorkspace;

test.beforeAll(async () => {
  workspace = await makeWorkspace();
  const counted = { conversations: 1, unreadable: 0, first_at: null, last_at: null };
  await addCoveredLine(workspace.folder, {
    turns: [
      [start, null],
      [start + 14 * hour, 'not-running'],
      [start + 16 * hour, null],
      [start + day + 10 * hour, 'logged-out'],
      [start + day + 22 * hour, null],
      [Date.now() - hour, 'replaced'],
    ],
    outcomes: [
      { state: 'filled', evidence: 'replay', announced: 1, arrived: 1, messages: 1, ...counted },
      { state: 'lost', evidence: 'none', announced: null, arrived: 0, messages: 0, ...counted },
    ],
    messages: [
      [start + 9 * hour, 'Are you open today?'],
      [start + 15 * hour, 'I am at your door.'],
      [start + 2 * day, 'Anybody there?'],
    ],
  });
  app = await openApp(workspace.folder);
});

test.afterAll(async () => {
  await app.close();
  await workspace.remove();
});

test('a conversation shows between its messages when the line was not captured, and what came of it', async () => {
  const { window } = app;
  await window.getByRole('option').filter({ hasText: 'Anybody there?' }).click();
  const thread = window.getByRole('log');
  const marks = thread.getByRole('note');
  await expect(marks.nth(0)).toContainText(coverage.cause['not-running']);
  await expect(marks.nth(0)).toContainText(filled(coverage.thread.filled.some_one, { count: 1 }));
  await expect(marks.nth(1)).toContainText(coverage.cause['logged-out']);
  await expect(marks.nth(1)).toContainText(coverage.thread.lost.none);
  const order = await thread
    .locator('[role=note], [role=article], article')
    .evaluateAll((elements) => elements.map((element) => element.textContent ?? ''));
  const places = [
    'Are you open',
    coverage.cause['not-running'],
    'at your door',
    coverage.cause['logged-out'],
    'Anybody',
  ];
  const found = places.map((text) => order.findIndex((each) => each.includes(text)));
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(found).not.toContain(-1);
});

test('the page of a line shows day by day when it was captured, by pointer, by keyboard and as a table', async () => {
  const { window } = app;
  await expect(
    railEntry(window, 'lines').getByLabel(filled(coverage.attention.count_one, { count: 1 })),
  ).toBeVisible();
  await railEntry(window, 'lines').click();
  const panel = window.getByRole('region', { name: coverage.title });
  const calendar = panel.getByRole('group', { name: coverage.calendar.label });
  const first = calendar.locator(`[data-date="${dateOf(start)}"]`);
  await expect(first).toHaveAttribute('data-look', 'part');
  await first.hover();
  await expect(panel.getByText('14:00 – 16:00', { exact: true })).toBeVisible();
  await first.focus();
  await window.keyboard.press('ArrowRight');
  const second = window.locator(`[data-date="${dateOf(start + day)}"]`);
  await expect(second).toBeFocused();
  await window.mouse.move(0, 0);
  await expect(panel.getByText('10:00 – 22:00', { exact: true })).toBeVisible();
  await expect(calendar.locator(`[data-date="${dateOf(start + 2 * day)}"]`)).toHaveAttribute(
    'data-look',
    'whole',
  );

  const gaps = panel.getByRole('table', { name: coverage.gaps.title });
  await expect(gaps.getByRole('row').filter({ hasText: coverage.cause['logged-out'] })).toContainText(
    coverage.state.lost,
  );
  await press(panel, coverage.calendar.asTable);
  await expect(
    panel.getByRole('table').first().getByRole('row').filter({ hasText: '14:00 – 16:00' }),
  ).toHaveCount(1);
  expect(await complaints(window)).toEqual([]);
});
