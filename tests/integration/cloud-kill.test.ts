import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { change, cloudNumber, message, post, text, webhook } from '../../scripts/loopback-cloud/webhooks.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { commandLine, linesOf } from '../helpers/cli.ts';
import { freePort } from '../helpers/cloud-line.ts';

const kills = 8;
const perRound = 12;
const ana = { phone: '5215511111111', bsuid: 'MX.1', name: 'Ana' };

test(
  `a capture that is killed ${kills} times while webhooks come loses none and stores none twice`,
  { timeout: 120_000 },
  async () => {
    const files = temporaryFolder();
    const line = commandLine(join(files, 'workspace'));
    const number = cloudNumber();
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/whatsapp`;
    const [secret, token] = [join(files, 'secret'), join(files, 'token')];
    writeFileSync(secret, `${number.appSecret}\n`);
    writeFileSync(token, 'EAAG-a-token\n');
    await line.json('init', '--company', 'Ferretería Sur');
    await line.json('lines', 'add', '--name=Ventas', '--employee=Luis', '--notice-date=2015-01-07');
    const account = [
      `--phone-number-id=${number.phoneNumberId}`,
      `--waba-id=${number.wabaId}`,
      `--port=${port}`,
    ];
    const secrets = ['--app-secret-file', secret, '--access-token-file', token];
    await line.json('lines', 'platform', '--name=Ventas', ...account, ...secrets);

    const sent: string[] = [];
    let waiting: object[] = [];
    /** Posts what Meta still has to deliver; what is not acknowledged waits for the next round. */
    const deliver = async () => {
      const answers = await Promise.all(
        waiting.map((body) => post(url, number.appSecret, body).catch(() => null)),
      );
      waiting = waiting.filter((_body, index) => answers[index] !== 200);
    };
    for (let round = 0; round <= kills; round += 1) {
      for (let index = 0; index < (round < kills ? perRound : 0); index += 1) {
        const words = `mensaje ${sent.length}`;
        sent.push(words);
        const messages = [message(ana, text(words))];
        waiting.push(webhook(number, change(number, { messages }, 'messages', [ana])));
      }
      const child = line.start('capture');
      const ended = once(child, 'exit');
      let stored = 0;
      let delivering: Promise<void> | null = null;
      for await (const event of linesOf(child)) {
        if (event['state'] === 'listening' || event['state'] === 'connected') delivering ??= deliver();
        if ('message' in event) stored += 1;
        // The last round is left in peace; in the others it ends with a message that was stored a moment ago.
        if (round < kills && stored > round) child.kill('SIGKILL');
        if (round === kills && delivering !== null) {
          await delivering;
          child.kill('SIGTERM');
        }
      }
      await ended;
      await delivering;
    }

    expect(waiting).toEqual([]);
    const { conversations } = await line.json<{ conversations: { id: number }[] }>('conversations');
    expect(conversations).toHaveLength(1);
    const { messages } = await line.json<{ messages: { text: string }[] }>(
      'messages',
      '--conversation',
      String(conversations[0]?.id),
    );
    expect(messages.map((each) => each.text).toSorted()).toEqual(sent.toSorted());
  },
);
