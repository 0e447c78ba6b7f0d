import { z } from 'zod';
import { languages } from '../model/workspace.ts';
import { anyone, everybody, exporters, readers, supervisors } from './access.ts';
import { nothing, rowId, sha256 } from './fields.ts';

const preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['comfortable', 'compact']),
  /** The system tells when a line needs a person. */
  notifications: z.boolean(),
  /** Widths of resizable regions in CSS pixels, by region name. */
  panes: z.record(z.string().max(40), z.number().min(0).max(4000)),
});
export type Preferences = z.output<typeof preferences>;

/** A file that a person chose or dropped; the token stands for its path, which a window never names itself. */
const chosenFile = z.strictObject({ token: z.string(), name: z.string(), size: z.int() });
export type ChosenFile = z.output<typeof chosenFile>;

/** What only the desktop shell can do; served by the main process, never by the host. */
export const shellContract = {
  'shell.chooseExports': {
    access: supervisors('none'),
    /** A folder stands for all exports in it and in its folders. */
    input: z.strictObject({ folder: z.boolean().default(false) }),
    output: z.strictObject({ files: z.array(chosenFile) }),
  },
  /** A signed paper: a PDF or a picture. */
  'shell.choosePaper': {
    access: supervisors('none'),
    input: nothing,
    output: z.strictObject({ file: chosenFile.nullable() }),
  },
  /** A folder to write into. */
  'shell.chooseFolder': {
    access: everybody,
    input: nothing,
    output: z.strictObject({ folder: z.strictObject({ token: z.string(), path: z.string() }).nullable() }),
  },
  /** A folder with backups, before there is a workspace. */
  'shell.chooseBackup': {
    access: anyone,
    input: nothing,
    output: z.strictObject({ folder: z.strictObject({ token: z.string(), path: z.string() }).nullable() }),
  },
  /** Shows an export in the system's file manager. */
  'shell.showExport': {
    access: exporters,
    input: z.strictObject({ exportId: rowId }),
    output: z.strictObject({ shown: z.boolean() }),
  },
  'shell.openLink': {
    access: readers('none'),
    input: z.strictObject({ url: z.string().max(4096) }),
    output: z.strictObject({ opened: z.boolean() }),
  },
  'shell.saveText': {
    access: anyone,
    input: z.strictObject({ name: z.string().min(1).max(120), text: z.string().max(100_000) }),
    output: z.strictObject({ saved: z.boolean() }),
  },
  /** A text as a PDF to print and sign. */
  'shell.savePdf': {
    access: supervisors('none'),
    input: z.strictObject({
      name: z.string().min(1).max(120),
      language: z.enum(languages),
      title: z.string().max(200),
      text: z.string().max(100_000),
      /** Where it is signed; never torn apart by the end of a page. */
      closing: z.string().max(2000),
    }),
    output: z.strictObject({ saved: z.boolean() }),
  },
  'shell.saveMedia': {
    access: readers('none'),
    input: z.strictObject({ sha256, name: z.string().min(1).max(255) }),
    output: z.strictObject({ saved: z.boolean() }),
  },
  'shell.preferences': { access: anyone, input: nothing, output: preferences },
  'shell.savePreferences': {
    access: anyone,
    input: preferences.partial(),
    output: preferences,
  },
  'shell.ready': {
    access: anyone,
    /** The window tells once that it can be used. */
    input: z.strictObject({ screen: z.enum(['first-start', 'unlock', 'inbox']) }),
    output: nothing,
  },
};
