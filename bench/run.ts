import { parseArgs } from 'node:util';
import { benchCapture } from './capture.ts';
import { benchImport } from './import.ts';
import { describeQuality } from './labelled.ts';
import { benchPolicies } from './policies.ts';
import { describePublicSets } from './public-sets.ts';
import { benchScreens } from './screens.ts';
import { benchSearch } from './search.ts';
import { benchStart } from './start.ts';
import { benchVerify } from './verify.ts';
import { formatRows, type BenchRow } from './report.ts';

/** How large the archive is, and how long what runs in real time lasts. */
interface Size {
  readonly messages: number;
  readonly minutes: number;
}

const parts: Readonly<Record<string, (size: Size) => Promise<readonly BenchRow[]>>> = {
  import: benchImport,
  capture: benchCapture,
  search: benchSearch,
  screens: benchScreens,
  start: benchStart,
  policies: benchPolicies,
  verify: benchVerify,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: 'string', multiple: true, default: ['100000', '1000000'] },
    minutes: { type: 'string', default: '1' },
  },
});

for (const name of positionals.length > 0 ? positionals : Object.keys(parts)) {
  const part = parts[name];
  if (part === undefined) throw new Error(`there is no part "${name}": ${Object.keys(parts).join(', ')}`);
  for (const messages of values.messages.map(Number)) {
    console.log(`\n${name}, ${messages.toLocaleString('en')} messages\n`);
    console.log(formatRows(await part({ messages, minutes: Number(values.minutes) })));
  }
  if (name === 'policies') console.log(`${await describeQuality()}\n${await describePublicSets()}`);
}
