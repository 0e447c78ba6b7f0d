/** The mark of Atalaya: the watchtower of its icon. */
export function Mark() {
  return (
    <svg width="22" height="26" viewBox="146 56 220 392" fill="currentColor" aria-hidden>
      <path d="M256 56 350 148H162z" />
      <path d="M192 164h30v46h-30zM290 164h30v46h-30z" />
      <path d="M152 220h208v40H152z" />
      <path d="M196 276h120l32 172H164z" />
    </svg>
  );
}
