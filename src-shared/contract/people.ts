import { z } from 'zod';
import { roles } from '../model/user.ts';
import { everybody } from './access.ts';
import { nothing, rowId } from './fields.ts';

const role = z.enum(roles);

const ownAccount = z.strictObject({
  id: rowId,
  name: z.string(),
  role,
  /** Not all lines are theirs to see. */
  isConfined: z.boolean(),
});

/** The people who sign in, and what they did. */
export const peopleContract = {
  /** Whoever has signed in. */
  'people.me': { access: everybody, input: nothing, output: ownAccount },
};
