/**
 * `npm run soak`: twenty lines on a loopback WhatsApp under everything that can go wrong: connections that drop at any
 * moment, a capturing process that is killed again and again, senders whose clocks are wrong, mail that is repeated or
 * comes in another order. At the end what was sent, what the servers were told is received, and what the archive holds
 * are compared message by message. Exit code 0: the same; 1: not.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { numbersFrom } from '../loopback-whatsapp/random.ts';
import { createCapturing } from './capturing.ts';
import { report } from './report.ts';
import { createWorld, type World } from './world.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    lines: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
  },
});
const minutes = Number(values.minutes);
const random = numbersFrom(Number(values.seed));
const second = 1000;

/** Lets things go wrong for so long; each is one of the world's or the capturing process's. */
async function disturb(world: World, restart: () => Promise<void>): Promise<void> {
  const end = Date.now() + minutes * 60 * second;
  let nextKill = Date.now() + pause(10, 25);
  let nextWord = Date.now() + 10 * second;
  while (Date.now() < end) {
    await world.step(random);
    if (Date.now() >= nextKill) {
      await restart();
      nextKill = Date.now() + pause(10, 25);
    }
    if (Date.now() >= nextWord) {
      console.log(world.progress());
      nextWord = Date.now() + 10 * second;
    }
  }
}

const pause = (least: number, most: number): number => (least + random() * (most - least)) * second;

console.log(`soak: ${values.lines} lines, ${minutes} minutes, seed ${values.seed}`);
const world = await createWorld(Number(values.lines));
const capturing = createCapturing(world.urls, world.scan);
try {
  await capturing.start();
  world.introduce();
  await disturb(world, async () => {
    await capturing.kill();
    await world.absence(random);
    await capturing.start();
  });
  console.log('settling');
  const settled = await world.settle();
  await capturing.stop();
  const isWhole = report(world, capturing, settled);
  process.exitCode = isWhole ? 0 : 1;
} finally {
  await capturing.remove();
  await world.close();
}
