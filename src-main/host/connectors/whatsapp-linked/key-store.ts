import { BufferJSON, proto, type SignalDataSet, type SignalDataTypeMap } from '@whiskeysockets/baileys';
import type { ConnectorState, ConnectorStateChange } from '../connector.ts';

type KeyType = keyof SignalDataTypeMap;

/** The raw store that Baileys puts its transactions on. */
export interface KeyStore {
  get<T extends KeyType>(type: T, ids: string[]): Record<string, SignalDataTypeMap[T]>;
  set(data: SignalDataSet): void;
}

const category = (type: KeyType) => `key:${type}`;

/**
 * Signal keys in the connector's state. Reading is synchronous; what is written goes to `write`, which decides what
 * else belongs into the same transaction.
 */
export function createKeyStore(
  state: Pick<ConnectorState, 'read'>,
  write: (changes: readonly ConnectorStateChange[]) => void,
): KeyStore {
  return {
    get<T extends KeyType>(type: T, ids: string[]) {
      const found: Record<string, SignalDataTypeMap[T]> = {};
      for (const [id, bytes] of state.read(category(type), ids)) found[id] = decodeKey(type, bytes);
      return found;
    },
    set: (data) => write(keyChanges(data)),
  };
}

/** The pairs of number and LID among changes of keys: what Baileys has learned from the server. */
export function lidMappings(
  changes: readonly ConnectorStateChange[],
): { readonly phone: string; readonly lid: string }[] {
  return changes.flatMap(({ category: kind, id, value }) => {
    if (kind !== category('lid-mapping') || id.endsWith('_reverse') || value === null) return [];
    const lid: unknown = JSON.parse(Buffer.from(value).toString());
    return typeof lid === 'string' ? [{ phone: `${id}@s.whatsapp.net`, lid: `${lid}@lid` }] : [];
  });
}

function keyChanges(data: SignalDataSet): ConnectorStateChange[] {
  return Object.entries(data).flatMap(([type, values]) =>
    Object.entries(values ?? {}).map(([id, value]) => ({
      category: category(type as KeyType),
      id,
      value: value === null || value === undefined ? null : encodeKey(type as KeyType, value),
    })),
  );
}

function encodeKey(type: KeyType, value: unknown): Uint8Array {
  if (type === 'sender-key' && value instanceof Uint8Array) return repairSenderKey(value);
  if (rawKeyTypes.has(type) && value instanceof Uint8Array) return value;
  return Buffer.from(JSON.stringify(value, BufferJSON.replacer));
}

function decodeKey<T extends KeyType>(type: T, bytes: Uint8Array): SignalDataTypeMap[T] {
  const value: unknown = rawKeyTypes.has(type)
    ? Buffer.from(bytes)
    : JSON.parse(Buffer.from(bytes).toString(), BufferJSON.reviver);
  // Written by encodeKey for the same type; the one kind that is a protobuf class is made one again.
  const decoded =
    type === 'app-state-sync-key' && typeof value === 'object' && value !== null
      ? proto.Message.AppStateSyncKeyData.fromObject(value)
      : value;
  return decoded as SignalDataTypeMap[T];
}

/** The other types are JSON; a session is too, though Baileys' types call it bytes. */
const rawKeyTypes: ReadonlySet<KeyType> = new Set(['sender-key', 'identity-key']);

/**
 * Baileys writes a sender-key record with plain JSON, from which the seeds of skipped message keys come back as
 * something other than Buffers; a group message that arrives late could then not be read. Writes it as it is read.
 */
function repairSenderKey(record: Uint8Array): Uint8Array {
  return Buffer.from(JSON.stringify(JSON.parse(Buffer.from(record).toString()), BufferJSON.replacer));
}
