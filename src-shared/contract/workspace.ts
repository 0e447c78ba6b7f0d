import { z } from 'zod';
import { anyone, everybody, owners } from './access.ts';
import { languages, workspaceStates } from '../model/workspace.ts';
import { firstUserId } from '../model/user.ts';
import { nothing, rowId, shortText, zone } from './fields.ts';

const passphrase = z.string().min(1).max(1024);
const language = z.enum(languages);
const userId = rowId.default(firstUserId);
const lockAfterMinutes = z.int().min(1).max(480).nullable();

/** The workspace itself: first start, unlocking, its settings. */
export const workspaceContract = {
  'workspace.status': {
    access: anyone,
    input: nothing,
    output: z.strictObject({
      state: z.enum(workspaceStates),
      company: z.string().nullable(),
      language: language.nullable(),
      /** Everybody who can sign in; `waitMs`: milliseconds until another passphrase of theirs may be tried. */
      people: z.array(z.strictObject({ id: rowId, name: z.string(), waitMs: z.int() })),
      recoveryWaitMs: z.int(),
      demo: z.boolean(),
      /** The operating system guards a copy of the key, so capture starts with the PC. */
      startsUnattended: z.boolean(),
      version: z.string(),
    }),
  },
  'workspace.create': {
    access: anyone,
    input: z.strictObject({
      language,
      company: shortText,
      /** Of the person who makes it, and owns it. */
      name: z.string().trim().max(120).default(''),
      passphrase,
      zone,
    }),
    output: z.strictObject({ recoveryCode: z.string() }),
  },
  'workspace.unlock': {
    access: anyone,
    /** Errors: `code-needed` where a code of the person's phone is asked for as well; `code-wrong`. */
    input: z.strictObject({ userId, passphrase, code: z.string().max(20).nullable().default(null) }),
    output: nothing,
  },
  'workspace.recover': {
    access: anyone,
    /** Lets an owner in. Error: `forbidden` for anybody else. */
    input: z.strictObject({ userId, recoveryCode: z.string().min(1).max(200), passphrase }),
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
      lockAfterMinutes,
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
  /** After how long without input the window locks itself. */
  'workspace.saveLock': {
    access: owners,
    input: z.strictObject({ lockAfterMinutes }),
    output: nothing,
  },
  'workspace.changePassphrase': {
    access: everybody,
    input: z.strictObject({ current: passphrase, passphrase }),
    output: nothing,
  },
};
