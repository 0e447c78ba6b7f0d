import { parseArgs } from 'node:util';
import { startAdmin } from './admin.ts';
import { startLoopbackWhatsapp } from './server.ts';

/** Runs a loopback WhatsApp until it is stopped; prints its addresses as one JSON line. */
const { values } = parseArgs({
  options: { port: { type: 'string' }, 'admin-port': { type: 'string' }, number: { type: 'string' } },
});
const whatsapp = await startLoopbackWhatsapp({
  port: Number(values.port ?? 0),
  ...(values.number ? { number: values.number } : {}),
});
const admin = await startAdmin(whatsapp, Number(values['admin-port'] ?? 0));
process.stdout.write(`${JSON.stringify({ url: whatsapp.url, admin: admin.url })}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all([admin.close(), whatsapp.close()]).then(() => process.exit(0));
  });
}
