import { z } from 'zod';
import { anyone, everybody, owners } from './access.ts';
import { languages, workspaceStates } from '../model/workspace.ts';
import { nothing, shortText, zone } from './fields.ts';

const passphrase = z.string().min(1).max(1024);
const language = z.enum(languages);

/** The workspace itself: first start, unlocking, its settings. */
export const workspaceContract = {
  'workspace.status': {
    access: anyone,
    input: nothing,
    output: z.strictObject({
      state: z.enum(workspaceStates),
      company: z.string().nullable(),
      language: language.nullable(),
      /** Milliseconds until another passphrase may be tried. */
      waitMs: z.int(),
      demo: z.boolean(),
      /** The operating system guards a copy of the key, so capture starts with the PC. */
      startsUnattended: z.boolean(),
      version: z.string(),
    }),
  },
  'workspace.create': {
    access: anyone,
    input: z.strictObject({ language, company: shortText, passphrase, zone }),
    output: z.strictObject({ recoveryCode: z.string() }),
  },
  'workspace.unlock': {
    access: anyone,
    input: z.strictObject({ passphrase }),
    output: nothing,
  },
  'workspace.recover': {
    access: anyone,
    input: z.strictObject({ recoveryCode: z.string().min(1).max(200), passphrase }),
    output: nothing,
  },
  'workspace.lock': { access: everybody, input: nothing, output: nothing },
  'workspace.settings': {
    access: everybody,
    input: nothing,
    output: z.strictObject({
      company: z.string(),
      language,
      zone,
      folder: z.string(),
      messages: z.int(),
      archiveBytes: z.int(),
    }),
  },
  'workspace.saveSettings': {
    access: owners,
    input: z.strictObject({ company: shortText, language, zone }),
    output: nothing,
  },
  'workspace.changePassphrase': {
    access: everybody,
    input: z.strictObject({ current: passphrase, passphrase }),
    output: nothing,
  },
};
