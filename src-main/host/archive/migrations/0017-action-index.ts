/** What one person did of one kind is found at once, however much they did. */
export const actionIndex = /* sql */ `
create index actions_by_user_and_kind on actions (user_id, kind);
`;
