import { useTranslations } from 'use-intl'
import type { MachineKind } from '@/lib/core/machine/machine'
import type { Traffic } from '@/lib/machines/schema'
import { Panel } from './panel'
import { deniedShare, Spark, sayTraffic } from './spark'

/** Requests a day with their table, and how many were denied. */
export function TrafficPanel({ traffic, kind }: { traffic: Traffic; kind: MachineKind }) {
  const t = useTranslations('machines')
  const busiest = Math.max(...traffic.days)
  return (
    <Panel id="traffic" title={sayTraffic(t, traffic)}>
      {traffic.requests === 0 ? (
        <p className="text-13 text-fg-3">
          {kind === 'agent' ? t('traffic.askedNothing') : t('traffic.namedByNothing')}
        </p>
      ) : (
        <>
          <Spark traffic={traffic} wide />
          <div className="mt-1 flex justify-between text-12 text-fg-3">
            <span>{t('traffic.daysAgo')}</span>
            <span>{t('traffic.atMost', { count: busiest })}</span>
            <span>{t('traffic.today')}</span>
          </div>
          <p className="mt-2 text-13 text-fg-2">{t('traffic.wasDenied', { share: deniedShare(t, traffic) })}</p>
          <details className="mt-1 text-13">
            <summary className="w-fit cursor-pointer text-12 text-fg-2 hover:text-fg">{t('traffic.asTable')}</summary>
            <table className="mt-2 w-full max-w-72 border-collapse text-12 tabular-nums">
              <thead>
                <tr className="border-line-strong border-b text-fg-3">
                  <th className="py-1 text-start font-medium">{t('traffic.days')}</th>
                  <th className="py-1 text-end font-medium">{t('traffic.requests')}</th>
                </tr>
              </thead>
              <tbody>
                {traffic.days.map((count, day) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
                  <tr key={day} className="border-line border-b">
                    <td className="py-0.5">{traffic.days.length - 1 - day}</td>
                    <td className="py-0.5 text-end">{count}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </Panel>
  )
}
