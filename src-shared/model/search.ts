/** `forms`: other forms of the words and other spellings of numbers are found too. */
export const wordings = ['forms', 'exact'] as const;
export type Wording = (typeof wordings)[number];
