import { hash } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import { z } from 'zod';
import { AtalayaError } from '#shared/errors.ts';

/** A connection that may only read; functions that query take this. */
export interface Reader {
  /** Prepares a statement once for each text and keeps it. */
  sql<Row, Params extends unknown[] = unknown[]>(text: string): Query<Row, Params>;
}

/** The one connection that may write; functions that change the archive take this. */
export interface Writer extends Reader {
  readonly writes: true;
  /** Runs the work in one immediate transaction: all of it is durable on return, or nothing happened. */
  transaction<T>(work: () => T): T;
  /** Runs several statements at once, as a migration does. */
  execute(text: string): void;
}

/** A prepared statement. */
export interface Query<Row, Params extends unknown[]> {
  get(...params: Params): Row | undefined;
  all(...params: Params): Row[];
  run(...params: Params): { changes: number; lastInsertRowid: number | bigint };
}

/** Both connections to an open archive file. */
export interface Database {
  readonly reader: Reader;
  readonly writer: Writer;
  /** The archive file, still for a while; null as long as somebody else's snapshot keeps the log from being taken in. */
  freeze(): Frozen | null;
  close(): void;
}

/** The archive's one file holds all that is committed and does not change until `release`; what is written meanwhile is in its log. */
export interface Frozen {
  readonly reader: Reader;
  readonly bytes: number;
  release(): void;
}

const cachePages = -65_536; // 64 MiB, in KiB as SQLite wants it
/** How much is committed to the log before it is copied into the archive, in pages of 4 KiB: pages that change often are copied once. */
const checkpointPages = 16_384;

function connect(file: string, key: Uint8Array, readonly: boolean): BetterSqlite3.Database {
  const connection = new BetterSqlite3(file, { readonly, timeout: 10_000 });
  try {
    connection.pragma(`cipher = 'sqlcipher'`);
    connection.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    connection.pragma('temp_store = memory');
    connection.pragma(`cache_size = ${cachePages}`);
    connection.pragma('foreign_keys = on');
    if (!readonly) {
      connection.pragma('journal_mode = wal');
      // A commit is on the disk when it returns, also when the power goes: captured means stored.
      connection.pragma('synchronous = full');
      connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    }
    connection.function('sha256', { deterministic: true }, sha256);
    connection.prepare('select count(*) from sqlite_schema').get();
    return connection;
  } catch (cause) {
    connection.close();
    throw cause;
  }
}

/** SHA-256 of text or bytes in hex, as SQL has it; null of null. */
function sha256(value: unknown): string | null {
  return typeof value === 'string' || value instanceof Uint8Array ? hash('sha256', value) : null;
}

function isFull(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_FULL';
}

function statements(connection: BetterSqlite3.Database): Reader['sql'] {
  const prepared = new Map<string, BetterSqlite3.Statement>();
  return <Row, Params extends unknown[]>(text: string): Query<Row, Params> => {
    let statement = prepared.get(text);
    if (statement === undefined) {
      statement = connection.prepare(text);
      prepared.set(text, statement);
    }
    // The rows have the shape that the statement's text selects; SQLite itself cannot tell TypeScript.
    return statement as unknown as Query<Row, Params>;
  };
}

/**
 * Opens the encrypted archive file, making it when it is missing. Errors: `workspace-damaged` when the file is not
 * an archive or its key is another one.
 */
export function openDatabase(file: string, key: Uint8Array): Database {
  let writing: BetterSqlite3.Database | undefined;
  try {
    writing = connect(file, key, false);
    const reading = connect(file, key, true);
    const connection = writing;
    return {
      reader: { sql: statements(reading) },
      writer: {
        writes: true,
        sql: statements(connection),
        execute: (text) => void connection.exec(text),
        transaction(work) {
          try {
            return connection.transaction(work).immediate();
          } catch (cause) {
            throw isFull(cause) ? new AtalayaError('disk-full', {}, { cause }) : cause;
          }
        },
      },
      freeze: () => freeze(connection, file, key),
      close() {
        reading.close();
        connection.close();
      },
    };
  } catch (cause) {
    writing?.close();
    throw new AtalayaError('workspace-damaged', {}, { cause });
  }
}

/**
 * Takes the whole log into the file and begins to read, without letting a writer come in between. A reader that finds
 * nothing in the log holds SQLite's read lock 0, under which no checkpoint touches the file.
 */
function freeze(writing: BetterSqlite3.Database, file: string, key: Uint8Array): Frozen | null {
  const reading = connect(file, key, true);
  const state = z.object({ log: z.number(), checkpointed: z.number() });
  const [taken] = z.array(state).parse(writing.pragma('wal_checkpoint(passive)'));
  if (taken === undefined || taken.log !== taken.checkpointed) {
    reading.close();
    return null;
  }
  reading.exec('begin');
  reading.prepare('select count(*) from sqlite_schema').get();
  const pages = z.number().parse(reading.pragma('page_count', { simple: true }));
  const pageBytes = z.number().parse(reading.pragma('page_size', { simple: true }));
  return {
    reader: { sql: statements(reading) },
    bytes: pages * pageBytes,
    release: () => void reading.close(),
  };
}

/** A connection that sees the archive as it was at one moment, whatever is written meanwhile. */
export interface Snapshot {
  readonly reader: Reader;
  close(): void;
}

/**
 * Opens one more connection to an archive, for a thread of its own. While it is open, the log of what is written
 * meanwhile can't be taken into the archive file. Error: `workspace-damaged`.
 */
export function openSnapshot(file: string, key: Uint8Array): Snapshot {
  try {
    const connection = connect(file, key, true);
    connection.exec('begin');
    connection.prepare('select count(*) from sqlite_schema').get();
    return { reader: { sql: statements(connection) }, close: () => void connection.close() };
  } catch (cause) {
    throw new AtalayaError('workspace-damaged', {}, { cause });
  }
}
