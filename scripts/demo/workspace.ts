import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { addStarters } from '#host/archive/policies.ts';
import { saveSettings } from '#host/archive/settings.ts';
import { starterFolder } from '#host/cli/starter-folder.ts';
import { createEventCollector } from '#host/events.ts';
import type { LineObserver } from '#host/lines/line-desk.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import { nameFirstUser } from '#host/archive/people/users.ts';
import { openSession, type Session } from '#host/session.ts';
import { demoPassphrase } from '#host/workspace/demo.ts';
import { openWorkspace } from '#host/workspace/workspace.ts';
import { languages } from '#shared/model/workspace.ts';
import type { LoopbackWhatsapp } from '../loopback-whatsapp/server.ts';
import { root } from '../setup/npm.mjs';
import { company, lines, liveLine } from './company.ts';
import { packExports } from './exports.ts';

const chats = path.join(root, 'resources/demo/chats');

/** Makes the demo's workspace in an empty folder and links its live line to `whatsapp`; nothing holds it afterwards. */
export async function makeWorkspace(folder: string, whatsapp: LoopbackWhatsapp): Promise<void> {
  const workspace = openWorkspace(folder, Date.now);
  try {
    const { key } = await workspace.create(
      { company: company.name, language: company.language },
      company.owner,
      demoPassphrase,
    );
    const session = openDemoSession(folder, key, scanner(whatsapp));
    try {
      nameFirstUser(session.archive.writer, company.owner, Date.now());
      await fill(session, whatsapp);
    } finally {
      await session.close();
    }
  } finally {
    workspace.close();
  }
}

/** Opens the archive of the demo's workspace, without a window. */
export function openDemoSession(folder: string, key: Uint8Array, observer: LineObserver): Session {
  const log = pino({ base: null, level: 'warn' }, pino.destination(2));
  const events = createEventCollector(() => undefined);
  return openSession({ folder, key, events, log, now: Date.now, serverUrl: null, observer });
}

/** The phone scans each QR that the line shows. */
function scanner(whatsapp: LoopbackWhatsapp): LineObserver {
  let scanned: string | null = null;
  return {
    onStatus(_line, status) {
      if (status.state !== 'linking' || status.qr === null || status.qr === scanned) return;
      scanned = status.qr;
      whatsapp.phone.scan(scanned);
    },
  };
}

async function fill(session: Session, whatsapp: LoopbackWhatsapp): Promise<void> {
  const { writer } = session.archive;
  saveSettings(writer, { zone: company.zone });
  for (const language of languages) {
    addStarters(writer, language, await loadStarterPolicies(starterFolder, language), Date.now());
  }
  session.policies.reload();
  const ids = new Map(
    lines.map((line) => [
      line.name,
      session.lines.add(line, line.name === liveLine.name ? whatsapp.url : null),
    ]),
  );
  const live = ids.get(liveLine.name);
  if (live === undefined) throw new Error('the demo has no live line');
  await Promise.all([session.lines.link(live), importChats(session, ids)]);
}

async function importChats(session: Session, ids: ReadonlyMap<string, number>): Promise<void> {
  const packed = await mkdtemp(path.join(tmpdir(), 'atalaya-demo-'));
  try {
    for (const { name, employee, folder, zone } of lines) {
      const lineId = ids.get(name);
      if (folder === null || lineId === undefined) continue;
      const files = await packExports(path.join(chats, folder), path.join(packed, folder));
      await session.imports.start({
        lineId,
        zone,
        withoutNotice: 'Demo',
        files: files.map((file) => ({ path: file, owner: employee, dateOrder: null, place: null })),
      }).done;
    }
  } finally {
    await rm(packed, { recursive: true });
  }
}
