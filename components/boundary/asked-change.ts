import type { Format } from '@/components/language/format'
import type { Translate } from '@/components/language/translate'
import type { SimulationSummary } from '@/lib/core/boundary/analysis'

/** How much more or less people would be asked a day, to a tenth: "People would be asked once less a day." */
export function askedChange(
  t: Translate<'boundary'>,
  format: Pick<Format, 'number'>,
  { before, after }: SimulationSummary['prompts_per_day'],
): string {
  const change = Math.round((after - before) * 10) / 10
  if (change === 0) return t('simulation.asOften')
  const count = Math.abs(change)
  return t(change < 0 ? 'simulation.less' : 'simulation.more', { count, times: format.number(count) })
}
