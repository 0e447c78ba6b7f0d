import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { listConversations } from '#host/archive/inbox.ts';
import { readAll } from '#host/archive/messages.ts';
import { starterFolder } from '#host/cli/starter-folder.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import type { Session } from '#host/session.ts';
import { demoPassphrase } from '#host/workspace/demo.ts';
import { openWorkspace, type Workspace } from '#host/workspace/workspace.ts';
import type { MessageView } from '#shared/contract/fields.ts';
import { languages } from '#shared/model/workspace.ts';
import { type LoopbackWhatsapp, startLoopbackWhatsapp } from '../loopback-whatsapp/server.ts';
import { lines, liveLine } from './company.ts';
import { day } from './day.ts';
import { freshFolder } from './folder.ts';
import { playDay } from './player.ts';
import { makeWorkspace, openDemoSession } from './workspace.ts';
import { firstUserId } from '#shared/model/user.ts';

const patience = 60_000;
/** A day takes a second. */
const pace = 300;

function temporaryFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'atalaya-demo-test-'));
}

function messagesOf({ archive }: Session, source: MessageView['source']): MessageView[] {
  const query = { lineId: null, title: null, cursor: null, limit: 200 };
  return listConversations(archive.reader, query)
    .conversations.flatMap(({ id }) => [...readAll(archive.reader, id)])
    .filter((message) => message.source === source);
}

/** The slugs of the starter policies that flagged each flagged message, by how its text begins. */
async function flagged(messages: readonly MessageView[]): Promise<Record<string, string[]>> {
  const starters = await Promise.all(
    languages.map((language) => loadStarterPolicies(starterFolder, language)),
  );
  const slugs = new Map(starters.flat().map(({ slug, definition }) => [definition.name, slug]));
  return Object.fromEntries(
    messages
      .filter(({ flags }) => flags.length > 0)
      .map(({ text, flags }) => [
        text.slice(0, 24),
        [...new Set(flags.map(({ policy }) => slugs.get(policy) ?? policy))],
      ]),
  );
}

describe('the workspace of the demo', () => {
  const folder = temporaryFolder();
  let whatsapp: LoopbackWhatsapp;
  let workspace: Workspace;
  let session: Session;
  let checkAll: (() => void) | null = null;

  /** Resolves as soon as the archive meets the condition. */
  function until(condition: () => boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const check = () => condition() && resolve();
    checkAll = check;
    check();
    return promise;
  }

  beforeAll(async () => {
    whatsapp = await startLoopbackWhatsapp({ number: liveLine.number });
    await makeWorkspace(folder, whatsapp);
    workspace = openWorkspace(folder, Date.now);
    session = openDemoSession(folder, (await workspace.unlock(firstUserId, demoPassphrase)).key, {
      onCommitted: () => checkAll?.(),
    });
  }, patience);

  afterAll(async () => {
    await session.close();
    workspace.close();
    await whatsapp.close();
    rmSync(folder, { recursive: true });
  });

  test('has the company’s lines, and one of them is linked', () => {
    const made = session.lines.list();
    expect(made.map(({ name }) => name).toSorted()).toEqual(lines.map(({ name }) => name).toSorted());
    expect(made.filter(({ state }) => state === 'stopped').map(({ name }) => name)).toEqual([liveLine.name]);
  });

  test('every chat was imported to its last line, and every file that it names was there', () => {
    const files = session.imports.list().flatMap((each) => each.files);
    expect(files.length).toBeGreaterThanOrEqual(14);
    expect(
      files.filter(({ state, unread, duplicates }) => state !== 'done' || unread + duplicates > 0),
    ).toEqual([]);
    expect(new Set(files.map(({ platform, dateOrder }) => `${platform} ${dateOrder}`))).toEqual(
      new Set(['android dmy', 'android mdy', 'android ymd', 'ios dmy']),
    );
    const messages = messagesOf(session, 'export');
    expect(messages.filter(({ attachment }) => attachment?.missing === 'not-found')).toEqual([]);
    expect(new Set(messages.map(({ kind }) => kind))).toEqual(
      new Set(['text', 'system', 'image', 'voice', 'document', 'sticker', 'contact', 'location', 'unknown']),
    );
    expect(messages.filter(({ suspicious }) => suspicious)).toEqual([]);
  });

  test('the starter policies flag what they should in the imported chats, and nothing else', async () => {
    const messages = messagesOf(session, 'export');
    expect(await flagged(messages)).toEqual({
      'o sea me transfiere a mi': ['side-payments'],
      'pero si me paga por fuer': ['side-payments'],
      'no inge, pero que no se ': ['side-payments'],
      'mejor no me escriba aquí': ['private-channel'],
      'No puede ser. son unos l': ['insults'],
      'qué flete ni que nada. E': ['insults'],
      'Nadie me ha hablado. Si ': ['threats'],
      'es que no puedo ir hasta': ['card-numbers'],
      'a las 19 no hay nadie en': ['insults'],
      'más les vale. Si no, est': ['threats'],
      'Mirá, te paso el listado': ['client-data'],
      'Pela loja R$ 320. Mas se': ['side-payments'],
      'Fica entre nós, ninguém ': ['side-payments'],
      'Ju, me chama no meu núme': ['private-channel'],
      'me chamou de idiota e im': ['insults'],
      'e ainda gritou: vocês vã': ['threats'],
      'Claire, one thing. Can w': ['side-payments'],
      'Tried the page, it keeps': ['card-numbers'],
      'That driver from the new': ['insults'],
    });
    const harmless = ['mata de café', 'si no me mata', 'de matar', 'muero de risa', 'my personal account'];
    expect(harmless.filter((words) => !messages.some(({ text }) => text.includes(words)))).toEqual([]);
  });

  test(
    'on the live line the day takes place and goes on, and is flagged',
    { timeout: patience },
    async () => {
      const end = new AbortController();
      const play = playDay(whatsapp, day, { signal: end.signal, pace }).catch(() => undefined);
      const live = () => messagesOf(session, 'live');
      session.lines.startAll();
      await until(() => live().length > day.steps.length + 10);
      end.abort();
      await play;

      const said = new Set(day.steps.map((step) => 'text' in step && step.text));
      expect(await flagged(live().filter(({ text }) => said.has(text)))).toEqual({
        'ya pagué y nadie me da l': ['insults'],
        'mire arqui, si me lo dep': ['side-payments'],
        'sin factura, lo arreglam': ['side-payments'],
        'mejor escríbame a mi núm': ['private-channel'],
        'Mire, ya me cansé. Sé dó': ['threats'],
        'Great. Just charge the s': ['card-numbers'],
      });
      expect(live().filter(({ text }) => /[{|}]/.test(text))).toEqual([]);
      expect(live().filter(({ deletedAt }) => deletedAt !== null)).toMatchObject([
        { text: expect.stringContaining('sin factura') },
      ]);
      expect(live().flatMap(({ edits }) => edits)).toMatchObject([
        { text: expect.stringContaining('$45,200') },
      ]);
      const quotes = live().flatMap(({ quote }) => (quote === null ? [] : [quote]));
      expect(quotes).toMatchObject([{ text: expect.stringContaining('47,600'), message: expect.anything() }]);
      expect(live().flatMap(({ answers }) => answers)).toMatchObject([
        { answer: '7:00', people: ['Maestro Eusebio'] },
        { answer: '9:00', people: ['Iván Robles'] },
        { answer: 'Mejor el jueves', people: [] },
      ]);
      expect(live().flatMap(({ reactions }) => reactions.map(({ emoji }) => emoji))).toEqual(['❤️', '🤝']);
      await vi.waitFor(
        () => expect(live().filter(({ attachment }) => attachment?.missing)).toEqual([]),
        patience,
      );
    },
  );

  test('the first message of the day that is flagged comes within ten seconds', () => {
    const first = day.steps.findIndex((step) => 'text' in step && step.text.includes('ladrones'));
    const seconds = day.steps.slice(0, first + 1).reduce((sum, { after }) => sum + after, 0);
    expect(first).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(8);
  });
});

describe('the folder of the demo', () => {
  test('a folder with anything in it that no demo made is left alone', () => {
    const folder = temporaryFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(path.join(folder, 'workspace.json'), '{}');
    expect(() => freshFolder(folder)).toThrow('is not empty');
    expect(readdirSync(folder)).toEqual(['workspace.json']);
  });

  test('what an earlier demo made is deleted, unless something has it open', () => {
    const folder = temporaryFolder();
    onTestFinished(() => rmSync(folder, { recursive: true }));
    freshFolder(folder);
    const workspace = openWorkspace(folder, Date.now);
    expect(() => freshFolder(folder)).toThrow('workspace-in-use');
    workspace.close();
    const [...before] = readdirSync(folder);
    freshFolder(folder);
    expect(readdirSync(folder).length).toBeLessThan(before.length);
  });
});
