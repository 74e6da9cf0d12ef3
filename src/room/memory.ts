/**
 * What a room remembers from one start to the next: ids and the token, messages with their files, interactions whose
 * tokens still live. One SQLite file, which one process holds at a time.
 */
import { DatabaseSync } from 'node:sqlite';
import type { APIMessage } from 'discord.js';
import { RoomError } from './room-error.ts';

export interface StoredFile {
  readonly bytes: Buffer;
  readonly contentType: string;
}

export interface KeptMessage {
  readonly raw: APIMessage;
  /** Ids. */
  readonly channel: string;
  readonly author: string;
  readonly onlyFor?: string | undefined;
  readonly pings: {
    readonly everyone: boolean;
    readonly users: readonly string[];
    readonly roles: readonly string[];
  };
  /** As Discord's API gives attachments. */
  readonly attached: readonly { readonly url: string }[];
  readonly dismissed: boolean;
}

/** A thread under a message, whose id it shares. */
export interface KeptThread {
  readonly id: string;
  readonly name: string;
  /** The channel that it is in, by its id. */
  readonly channel: string;
}

export interface KeptInteraction {
  readonly id: string;
  readonly token: string;
  readonly kind: string;
  readonly name: string;
  readonly startedAt: number;
  /** Ids. */
  readonly member: string;
  readonly channel: string;
  readonly source?: string | undefined;
  readonly message?: string | undefined;
  /** How it was answered, as Discord numbers answers. */
  readonly answer: number;
  /** A command's own type, as Discord numbers them. */
  readonly commandType?: unknown;
}

export interface RoomMemory {
  /** What was made up once for good, such as the id of a server. */
  once(name: string, make: () => string): string;
  set(name: string, value: string): void;
  get(name: string): string | undefined;
  putFile(path: string, file: StoredFile): void;
  file(path: string): StoredFile | undefined;
  dropFile(path: string): void;
  keepMessage(message: KeptMessage): void;
  dropMessage(id: string): void;
  /** Oldest first. */
  messages(): KeptMessage[];
  keepThread(thread: KeptThread): void;
  /** Oldest first. */
  threads(): KeptThread[];
  keepInteraction(interaction: KeptInteraction): void;
  /** Those that began at this moment or later; earlier ones are forgotten. */
  interactions(since: number): KeptInteraction[];
  close(): void;
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, type TEXT NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE IF NOT EXISTS messages (id TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS threads (id TEXT PRIMARY KEY, json TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS interactions (id TEXT PRIMARY KEY, began INTEGER NOT NULL, json TEXT NOT NULL);
`;

/**
 * Opens the memory in a file, made if it is not there.
 * @throws RoomError `room-memory` if another process has it open, or it cannot be read or written.
 */
export function openMemory(file: string): RoomMemory {
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    // Held from the first read to the end: a second room on the same file would take away what this one says.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    database.exec(TABLES);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RoomError(
      'room-memory',
      `${file} cannot be opened (${why}). If another practice room uses it, stop that one or choose another folder.`,
      { cause },
    );
  }
  const prepare = (sql: string) => database.prepare(sql);
  const getFact = prepare('SELECT value FROM facts WHERE name = ?');
  const setFact = prepare('INSERT OR REPLACE INTO facts VALUES (?, ?)');
  const getFile = prepare('SELECT type, bytes FROM files WHERE path = ?');
  const setFile = prepare('INSERT OR REPLACE INTO files VALUES (?, ?, ?)');
  const setMessage = prepare('INSERT OR REPLACE INTO messages VALUES (?, ?)');
  const setThread = prepare('INSERT OR REPLACE INTO threads VALUES (?, ?)');
  const setInteraction = prepare('INSERT OR REPLACE INTO interactions VALUES (?, ?, ?)');
  const rows = <T>(sql: string, ...values: number[]) =>
    prepare(sql)
      .all(...values)
      .map((row): T => JSON.parse(String(row['json'])));

  const get = (name: string) => {
    const value = getFact.get(name)?.['value'];
    return typeof value === 'string' ? value : undefined;
  };
  const set = (name: string, value: string) => void setFact.run(name, value);
  return {
    get,
    set,
    once(name, make) {
      const known = get(name);
      if (known !== undefined) return known;
      const made = make();
      set(name, made);
      return made;
    },
    putFile: (path, { contentType, bytes }) => void setFile.run(path, contentType, bytes),
    file(path) {
      const row = getFile.get(path);
      const bytes = row?.['bytes'];
      if (!(bytes instanceof Uint8Array)) return undefined;
      return { bytes: Buffer.from(bytes), contentType: String(row?.['type']) };
    },
    dropFile: (path) => void prepare('DELETE FROM files WHERE path = ?').run(path),
    keepMessage: (message) => void setMessage.run(message.raw.id, JSON.stringify(message)),
    dropMessage: (id) => void prepare('DELETE FROM messages WHERE id = ?').run(id),
    // Ids grow with time and have had one length since 2022.
    messages: () => rows<KeptMessage>('SELECT json FROM messages ORDER BY length(id), id'),
    keepThread: (thread) => void setThread.run(thread.id, JSON.stringify(thread)),
    threads: () => rows<KeptThread>('SELECT json FROM threads ORDER BY length(id), id'),
    keepInteraction: (one) => void setInteraction.run(one.id, one.startedAt, JSON.stringify(one)),
    interactions(since) {
      prepare('DELETE FROM interactions WHERE began < ?').run(since);
      return rows<KeptInteraction>('SELECT json FROM interactions ORDER BY began, id');
    },
    close: () => database.close(),
  };
}
