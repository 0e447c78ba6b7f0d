/** One measured number and, where it has one, its budget. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What is held against the budget: this way of doing it compared with another, measured in the same run. */
  readonly ratio: number | null;
  /** The budget as people read it, such as `>= 25`; null for a number that is only information. */
  readonly budget: string | null;
  readonly met: boolean | null;
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

function verdict({ met }: BenchRow): string {
  if (met === null) return '';
  return met ? 'met' : 'NOT MET';
}

/** The rows as an aligned table. */
export function formatRows(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.name,
    `${numbers.format(row.value)} ${row.unit}`,
    row.ratio === null ? '' : numbers.format(row.ratio),
    row.budget ?? '',
    verdict(row),
  ]);
  const table = [['measured', 'value', 'ratio', 'budget', ''], ...cells];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
