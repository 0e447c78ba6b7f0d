import { expect, test } from 'vitest';
import { unsavedCount } from '../../ui/frame/unsaved.ts';
import { forgetSession } from '../../ui/sessionStore.ts';
import { keepNote, useReviewStore } from './reviewStore.ts';

test('a note that is being written is not saved yet; an emptied one is nothing', () => {
  keepNote(1, 'He offered a discount');
  keepNote(2, 'To be asked');
  expect(unsavedCount()).toBe(2);
  keepNote(1, '');
  expect(unsavedCount()).toBe(1);
  forgetSession();
  expect(unsavedCount()).toBe(0);
  expect(useReviewStore.getState().notes.size).toBe(0);
});
