import { csvFile } from '@/lib/core/text/csv'
import type { MatrixRow } from './schema'

const COLUMNS = [
  'workflow',
  'workflow_title',
  'status',
  'boundary_version',
  'role',
  'kind',
  'named',
  'person',
  'contract',
  'state',
  'gap',
  'acknowledged_at',
  'review_due',
] as const

/** The matrix as a CSV file, one line for each cell. */
export function matrixCsv(rows: readonly MatrixRow[]): string {
  return csvFile(
    COLUMNS,
    rows.flatMap((row) =>
      row.cells.map((cell) => [
        row.slug,
        row.title,
        row.status,
        row.version ?? '',
        cell.role,
        cell.kind ?? '',
        cell.name,
        cell.person?.name ?? '',
        cell.contract ?? '',
        cell.state,
        cell.gap ?? '',
        cell.acknowledged_at ?? '',
        cell.review_due ?? '',
      ]),
    ),
  )
}
