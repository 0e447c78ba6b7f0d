import { openWorkspace } from '#host/workspace/workspace.ts';

/** Holds a workspace open until it is killed. */
openWorkspace(process.argv[2] ?? '', Date.now);
process.stdout.write('held\n');
setInterval(() => undefined, 60_000);
