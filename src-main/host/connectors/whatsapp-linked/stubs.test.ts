import { proto } from '@whiskeysockets/baileys';
import { expect, test } from 'vitest';
import { readStub } from './stubs.ts';

const { StubType } = proto.WebMessageInfo;
const stub = (messageStubType: number | null, ...messageStubParameters: string[]) =>
  readStub({ key: { id: 'A' }, messageStubType, messageStubParameters });

test('a group change that the phone keeps reads like the one that the server tells', () => {
  expect(stub(StubType.GROUP_CHANGE_SUBJECT, 'Ventas Norte')).toMatchObject({
    kind: 'system',
    text: 'group-subject Ventas Norte',
  });
  expect(stub(StubType.GROUP_CHANGE_ANNOUNCE, 'on')).toMatchObject({ text: 'group-only-admins-write' });
  expect(stub(StubType.CHANGE_EPHEMERAL_SETTING, '0')).toMatchObject({ text: 'disappearing-off' });
});

test('people are named by phone number where it is known, and what is no person by nothing', () => {
  const described = JSON.stringify({ id: '100000@lid', phoneNumber: '5215522222222@s.whatsapp.net' });
  expect(
    stub(StubType.GROUP_PARTICIPANT_ADD, '5215511111111@s.whatsapp.net', described, '200000@lid', '{', 'x'),
  ).toMatchObject({ text: 'group-add +5215511111111, +5215522222222, 200000' });
});

test('a missed call is a call, a deleted message is deleted, one that was not decrypted is pending', () => {
  expect(stub(StubType.CALL_MISSED_VIDEO)).toMatchObject({ kind: 'call', text: 'call-missed-video' });
  expect(stub(StubType.REVOKE)).toMatchObject({ kind: 'unknown', text: '', deleted: true });
  expect(stub(StubType.CIPHERTEXT)).toMatchObject({ kind: 'pending', text: '' });
});

test('a sign that is not known keeps its name; none is nothing', () => {
  expect(stub(StubType.BIZ_INTRO_TOP)).toMatchObject({ kind: 'system', text: 'biz-intro-top' });
  expect(stub(9999)).toMatchObject({ kind: 'system', text: 'stub-9999' });
  expect(stub(null)).toBeNull();
});
