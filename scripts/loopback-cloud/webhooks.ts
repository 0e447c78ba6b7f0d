import { createHmac, randomBytes } from 'node:crypto';

/** An app on the loopback platform, with one of its numbers. */
export interface CloudNumber {
  readonly appSecret: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  /** The line's own number, in digits. */
  readonly displayNumber: string;
}

/** A number like one that Meta gives; each has ids of its own. */
export function cloudNumber(overrides: Partial<CloudNumber> = {}): CloudNumber {
  const serial = randomBytes(4).readUInt32BE();
  return {
    appSecret: randomBytes(16).toString('hex'),
    wabaId: `1022901293${serial}`,
    phoneNumberId: `1065403522${serial}`,
    displayNumber: '5215550783881',
    ...overrides,
  };
}

/** A new message id, as the platform makes them. */
const wamid = (): string => `wamid.${randomBytes(24).toString('base64')}`;

/** Seconds since the epoch, as Meta writes them. */
const seconds = (milliseconds: number): string => String(Math.floor(milliseconds / 1000));

/** A person whom a webhook introduces. */
export interface Person {
  readonly phone?: string;
  readonly bsuid?: string;
  readonly name?: string;
  readonly username?: string;
}

/** The fields that say who wrote to the line. */
const fromPerson = ({ phone, bsuid }: Person): object => ({
  ...(phone !== undefined && { from: phone }),
  ...(bsuid !== undefined && { from_user_id: bsuid }),
});

/** A message that a person wrote to the line. */
export function message(from: Person, content: object, id: string = wamid(), at: number = Date.now()) {
  return { ...fromPerson(from), id, timestamp: seconds(at), ...content };
}

/** A text, as the content of a message. */
export const text = (body: string): object => ({ type: 'text', text: { body } });

/** One change of a webhook, about a number. */
export function change(
  number: CloudNumber,
  value: object,
  field = 'messages',
  people: readonly Person[] = [],
) {
  return {
    field,
    value: {
      messaging_product: 'whatsapp',
      metadata: {
        display_phone_number: `+${number.displayNumber}`,
        phone_number_id: number.phoneNumberId,
      },
      ...(people.length > 0 && {
        contacts: people.map(({ phone, bsuid, name, username }) => ({
          ...(phone !== undefined && { wa_id: phone }),
          ...(bsuid !== undefined && { user_id: bsuid }),
          profile: { ...(name !== undefined && { name }), ...(username !== undefined && { username }) },
        })),
      }),
      ...value,
    },
  };
}

/** A webhook's body with these changes. */
export function webhook({ wabaId }: CloudNumber, ...changes: readonly object[]): object {
  return { object: 'whatsapp_business_account', entry: [{ id: wabaId, time: 1_793_500_000, changes }] };
}

/** Posts a body to a webhook, signed as Meta signs; resolves with the status. */
export async function post(url: string, appSecret: string, body: object | string | Buffer): Promise<number> {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const signature = createHmac('sha256', appSecret).update(bytes).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body: bytes,
  });
  await response.arrayBuffer();
  return response.status;
}
