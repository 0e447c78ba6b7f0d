import { openArchive } from '#host/archive/archive.ts';
import { nameFirstUser } from '#host/archive/people/users.ts';
import { addStarters } from '#host/archive/policies.ts';
import { saveSettings } from '#host/archive/settings.ts';
import { starterFolder } from '#host/cli/starter-folder.ts';
import { loadStarterPolicies } from '#host/policy/starter.ts';
import { estimatePassphrase } from '#shared/model/passphrase.ts';
import { languages } from '#shared/model/workspace.ts';
import { oneOf, optional, readPassphrase, required, withWorkspace, type Command } from './command.ts';

/** `init`: makes a workspace, with the starter policies of every language switched on. */
export const init: Command = {
  options: { company: { type: 'string' }, language: { type: 'string' }, zone: { type: 'string' } },
  run: (invocation, terminal) =>
    withWorkspace(invocation, async (workspace) => {
      const company = required(invocation, 'company');
      const language = oneOf(invocation, 'language', languages) ?? 'es';
      const name = optional(invocation, 'user') ?? '';
      const passphrase = readPassphrase(invocation);
      if (estimatePassphrase(passphrase).strength === 'weak') {
        process.stderr.write('The passphrase is weak: whoever has the files can guess it.\n');
      }
      const { key, recoveryCode } = await workspace.create({ company, language }, name, passphrase);
      const archive = openArchive(workspace.folder, key, Date.now);
      try {
        nameFirstUser(archive.writer, name, Date.now());
        saveSettings(archive.writer, { zone: optional(invocation, 'zone') ?? systemZone() });
        for (const of of languages) {
          addStarters(archive.writer, of, await loadStarterPolicies(starterFolder, of), Date.now());
        }
      } finally {
        archive.close();
      }
      terminal.result({ company, language, recoveryCode }, () => [
        `Made the workspace of ${company}.`,
        `Recovery code, shown this once: ${recoveryCode}`,
      ]);
      return 0;
    }),
};

function systemZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
