import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Keeps the compiled modules between commands: without it, most of a short command's time is spent on compiling.
enableCompileCache(join(import.meta.dirname, '../../.cache/compiled'));
const { main } = await import('./cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
// Everything is closed by now; the WhatsApp library leaves timers behind that would keep the process for a minute.
process.stdout.write('', () => process.exit());
