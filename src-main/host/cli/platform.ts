import { readFileSync } from 'node:fs';
import { findLine } from '#host/archive/lines.ts';
import { required, UsageError, withSession, type Invocation } from './command.ts';
import type { Terminal } from './terminal.ts';

/** `lines platform`: says how a line on WhatsApp's Business Platform is reached; the secrets are read from files. */
export async function platform(invocation: Invocation, terminal: Terminal): Promise<number> {
  const name = required(invocation, 'name');
  const details = {
    phoneNumberId: metaId(invocation, 'phone-number-id'),
    wabaId: metaId(invocation, 'waba-id'),
    port: portOf(invocation),
    publicUrl: null,
    graphUrl: null,
    appSecret: secretIn(invocation, 'app-secret-file'),
    accessToken: secretIn(invocation, 'access-token-file'),
  };
  return withSession(invocation, async (session) => {
    const line = findLine(session.archive.reader, name);
    if (line === undefined) throw new UsageError(`there is no line "${name}"`);
    await session.lines.cloud.save(line.id, details);
    const verifyToken = session.lines.cloud.account(line.id)?.verify_token ?? '';
    terminal.result({ id: line.id, verifyToken }, () => [`Verify token of ${name}: ${verifyToken}`]);
    return 0;
  });
}

function metaId(invocation: Invocation, option: string): string {
  const id = required(invocation, option);
  if (!/^\d{5,32}$/.test(id)) throw new UsageError(`--${option} is not an id of digits`);
  return id;
}

function portOf(invocation: Invocation): number {
  const port = Number(required(invocation, 'port'));
  if (!Number.isInteger(port) || port < 1024 || port > 65_535)
    throw new UsageError('--port is not a number from 1024 to 65535');
  return port;
}

function secretIn(invocation: Invocation, option: string): string {
  const file = required(invocation, option);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new UsageError(`--${option} can't be read: ${file}`, { cause });
  }
}
