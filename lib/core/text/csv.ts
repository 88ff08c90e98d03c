/**
 * One field of a CSV file (RFC 4180). A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a
 * line break, also behind white space) is made plain text by a leading apostrophe (ATTACKS 126).
 */
export function csvField(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[\s\u00a0\ufeff]*[=+\-@\t\r\n|＝＋－＠]/u.test(value) ? `'${value}` : value
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A CSV file with a line for its columns; lines end with CR LF. */
export function csvFile(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('')
}
