import type { Input, Output } from '#shared/contract/contract.ts';

/** How a line on the platform is reached, as a form holds it; a secret that is empty stays as it is stored. */
export interface CloudDraft {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly port: string;
}

export type CloudProblems = { readonly [F in keyof CloudDraft]?: 'digits' | 'secret' | 'portRange' };

type Account = NonNullable<Output<'cloud.account'>['account']>;

const defaultPort = '8765';
const digits = /^\d{5,32}$/;
const shortestSecret = 8;

/** The form for an account, or for a line that has none yet. */
export function draftOfAccount(account: Account | null): CloudDraft {
  return {
    phoneNumberId: account?.phoneNumberId ?? '',
    wabaId: account?.wabaId ?? '',
    appSecret: '',
    accessToken: '',
    port: account === null ? defaultPort : String(account.port),
  };
}

/** What keeps a draft from being stored. */
export function cloudProblems(draft: CloudDraft, hasSecrets: boolean): CloudProblems {
  const isSecret = (text: string) => (text.trim() === '' ? hasSecrets : text.trim().length >= shortestSecret);
  const port = Number(draft.port.trim());
  return {
    ...(!digits.test(draft.phoneNumberId.trim()) && { phoneNumberId: 'digits' }),
    ...(!digits.test(draft.wabaId.trim()) && { wabaId: 'digits' }),
    ...(!isSecret(draft.appSecret) && { appSecret: 'secret' }),
    ...(!isSecret(draft.accessToken) && { accessToken: 'secret' }),
    ...(!(Number.isInteger(port) && port >= 1024 && port <= 65_535) && { port: 'portRange' }),
  };
}

/** The draft as a request sends it. */
export function cloudInput(lineId: number, draft: CloudDraft, publicUrl: string | null): Input<'cloud.save'> {
  return {
    lineId,
    phoneNumberId: draft.phoneNumberId.trim(),
    wabaId: draft.wabaId.trim(),
    port: Number(draft.port.trim()),
    publicUrl,
    appSecret: draft.appSecret.trim() || null,
    accessToken: draft.accessToken.trim() || null,
  };
}
