import { join } from 'node:path';

/** Where the starter policies are in a checkout. */
export const starterFolder = join(import.meta.dirname, '../../../resources/policies');
