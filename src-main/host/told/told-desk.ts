import { setImmediate } from 'node:timers/promises';
import type { Archive } from '#host/archive/archive.ts';
import { membersOf } from '#host/archive/contacts/threads.ts';
import { currentWording, pendingScans, scanOnward } from '#host/archive/customer-notices.ts';
import { getLine } from '#host/archive/lines.ts';
import type { EventCollector } from '#host/events.ts';
import type { Log } from '#host/log.ts';
import type { Input, Output } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import { fewestWords, wordsOf } from '#shared/model/customer-notice.ts';
import type { ReadyTexts } from './ready-texts.ts';

/** What customers are told. */
export interface ToldDesk {
  /** Has the ready texts recognised, and goes on with what was being looked through when the program ended. */
  start(texts: ReadyTexts): void;
  /** Error: `not-found`. */
  text(request: Input<'told.text'>, company: string): Output<'told.text'>;
  /** Errors: `not-found`, `invalid-request` when ordinary messages would be taken for it. */
  save(request: Input<'told.save'>): number;
  /** Resolves when everything has been looked through. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface ToldDeskOptions {
  readonly archive: Archive;
  readonly events: EventCollector;
  readonly log: Log;
  readonly now: () => number;
}

export function createToldDesk({ archive, events, log, now }: ToldDeskOptions): ToldDesk {
  const { reader, writer, customerNotices } = archive;
  let ready: ReadyTexts | null = null;
  let isOpen = true;
  let isScanning = false;
  let scanning = Promise.resolve();

  /** Looks through what waits, a little at a time; capture and reading go on in between. */
  async function scan(): Promise<void> {
    isScanning = true;
    try {
      for (;;) {
        const [lineId] = pendingScans(reader);
        if (!isOpen || lineId === undefined) return;
        const { told, isDone } = scanOnward(writer, customerNotices, lineId, now());
        const conversationIds = told.flatMap((id) => membersOf(reader, id));
        if (told.length > 0) events.emit({ type: 'inbox.changed', conversationIds });
        if (isDone) events.emit({ type: 'lines.changed' });
        await setImmediate();
      }
    } catch (error) {
      log.error({ err: error }, 'looking for the notice to customers has stopped');
    } finally {
      isScanning = false;
    }
  }

  function scanInBackground(): void {
    if (!isScanning) scanning = scan();
  }

  return {
    start(texts) {
      ready = texts;
      customerNotices.useReady(Object.values(texts));
      scanInBackground();
    },
    text({ lineId, language }, company) {
      getLine(reader, lineId);
      const saved = currentWording(reader, lineId, language);
      if (saved !== undefined) return { words: saved.words, savedAt: saved.saved_at };
      return { words: (ready?.[language] ?? '').replaceAll('{{company}}', () => company), savedAt: null };
    },
    save({ lineId, language, words }) {
      getLine(reader, lineId);
      if (wordsOf(words).length < fewestWords) throw new AtalayaError('invalid-request', { field: 'words' });
      const id = customerNotices.save(lineId, language, words, now());
      events.emit({ type: 'lines.changed' });
      scanInBackground();
      return id;
    },
    settled: () => scanning,
    async close() {
      isOpen = false;
      await scanning;
    },
  };
}
