import { z } from 'zod';
import { actionKinds } from '../model/action.ts';
import { roles } from '../model/user.ts';
import { auditors, everybody, owners } from './access.ts';
import { nothing, pageSize, rowId, shortText, time } from './fields.ts';

const role = z.enum(roles);
/** Lines by id and teams by name; null is all. */
const scope = z
  .strictObject({
    lines: z.array(rowId).max(1000).readonly(),
    teams: z.array(shortText).max(1000).readonly(),
  })
  .nullable();
const passphrase = z.string().min(1).max(1024);
const code = z.string().trim().min(1).max(20);
const details = { name: shortText, role, scope };

const userView = z.strictObject({
  id: rowId,
  name: z.string(),
  role,
  scope,
  mustChange: z.boolean(),
  hasSecondFactor: z.boolean(),
  disabled: z.boolean(),
  createdAt: time,
  lastSignIn: time.nullable(),
});
export type UserView = z.output<typeof userView>;

const ownAccount = z.strictObject({
  id: rowId,
  name: z.string(),
  role,
  /** Not all lines are theirs to see. */
  isConfined: z.boolean(),
  /** Their passphrase was given by somebody else: nothing is possible until they have their own. */
  mustChange: z.boolean(),
  hasSecondFactor: z.boolean(),
});

const filters = z.strictObject({
  userId: rowId.nullable(),
  kind: z.enum(actionKinds).nullable(),
  from: time.nullable(),
  /** Exclusive. */
  to: time.nullable(),
  /** In what was searched, said as a reason, or is the name of what it was done to. */
  text: z.string().trim().max(120),
});
export type ActionFilters = z.output<typeof filters>;

const actionView = z.strictObject({
  id: rowId,
  at: time,
  /** Null where nobody had signed in. */
  user: z.strictObject({ id: rowId, name: z.string() }).nullable(),
  kind: z.enum(actionKinds),
  /** What it was done to, as that is called now; null where that has no name. */
  about: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type ActionView = z.output<typeof actionView>;

/** The people who sign in, and what they did. */
export const peopleContract = {
  /** Whoever has signed in. */
  'people.me': { access: everybody, input: nothing, output: ownAccount },
  'people.list': { access: owners, input: nothing, output: z.strictObject({ users: z.array(userView) }) },
  /** Errors: `name-taken`, `passphrase-weak`. */
  'people.add': {
    access: owners,
    /** The passphrase is one to begin with: it has to be changed at the first sign-in. */
    input: z.strictObject({ ...details, passphrase }),
    output: z.strictObject({ id: rowId }),
  },
  /** Errors: `not-found`, `name-taken`, `last-owner`. */
  'people.update': { access: owners, input: z.strictObject({ id: rowId, ...details }), output: nothing },
  /** Errors: `not-found`, `last-owner`; `conflict` for oneself. */
  'people.disable': { access: owners, input: z.strictObject({ id: rowId }), output: nothing },
  /** A new passphrase to begin with, without second factor; also lets somebody in again who was disabled. */
  'people.reset': { access: owners, input: z.strictObject({ id: rowId, passphrase }), output: nothing },
  /** A secret for an authenticator app, and the address that it reads from a QR code. */
  'people.beginSecondFactor': {
    access: everybody,
    input: nothing,
    output: z.strictObject({ secret: z.string(), address: z.string() }),
  },
  /** Error: `code-wrong`. */
  'people.confirmSecondFactor': { access: everybody, input: z.strictObject({ code }), output: nothing },
  /** Errors: `passphrase-wrong`, `wait`. */
  'people.removeSecondFactor': {
    access: everybody,
    input: z.strictObject({ passphrase }),
    output: nothing,
  },
  /** What people did, newest first. A page may be shorter than asked for while older ones are still to be looked at. */
  'people.actions': {
    access: auditors,
    input: z.strictObject({ filters, cursor: z.string().max(20).nullable(), limit: pageSize }),
    output: z.strictObject({ actions: z.array(actionView), next: z.string().nullable() }),
  },
  /** Names of everybody who did anything. */
  'people.names': {
    access: auditors,
    input: nothing,
    output: z.strictObject({ people: z.array(z.strictObject({ id: rowId, name: z.string(), role })) }),
  },
  /** Writes what the filters leave of the log as CSV into a folder that a person chose. Error: `folder-unwritable`. */
  'people.exportActions': {
    access: auditors,
    input: z.strictObject({ filters, reason: z.string().trim().min(1).max(500), folder: z.string().max(64) }),
    output: z.strictObject({ name: z.string(), actions: z.int() }),
  },
};
