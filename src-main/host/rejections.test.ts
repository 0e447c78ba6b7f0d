import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

/** Runs a program under the guard; resolves with its exit code and what it logged. */
async function run(program: string): Promise<{ code: unknown; logged: string }> {
  const guarded = `
    import { surviveLibraryRejections } from ${JSON.stringify(new URL('rejections.ts', import.meta.url).href)};
    import { decodeBinaryNode } from '@whiskeysockets/baileys';
    import { ConnectionEnded } from ${JSON.stringify(new URL('connectors/whatsapp-linked/detached.ts', import.meta.url).href)};
    surviveLibraryRejections({ warn: (data, message) => console.log(message) });
    ${program}
    setImmediate(() => console.log('alive'));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', guarded], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let logged = '';
  child.stdout.on('data', (chunk: Buffer) => (logged += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, logged };
}

test.each(['void decodeBinaryNode(Buffer.alloc(0));', 'void Promise.reject(new ConnectionEnded());'])(
  'a promise that the WhatsApp library left behind is logged when it fails: %s',
  async (program) => {
    expect(await run(program)).toEqual({
      code: 0,
      logged: 'a promise of the WhatsApp library failed\nalive\n',
    });
  },
);

test('any other failure that nobody handles ends the process', async () => {
  expect(await run(`void Promise.reject(new Error('ours'));`)).toEqual({ code: 1, logged: '' });
});
