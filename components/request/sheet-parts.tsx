import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Countdown } from '@/components/ui/countdown'
import { HiddenText } from '@/components/ui/hidden-text'
import type { RequestView } from '@/lib/inbox/schema'
import { lowerFirst } from './action-sentence'
import { LevelTag } from './level'

/** The line above a sheet's title: level and progress, and the time that is left. */
export function SheetTop({ view, children }: { view: RequestView; children?: ReactNode }) {
  const t = useTranslations('request')
  return (
    <div className="mb-1.5 flex items-center justify-between gap-3">
      {children ?? (
        <span className="inline-flex items-center gap-2 text-13 text-fg-2">
          <LevelTag level={view.item.level} words={false} />
          {view.item.quorum.needed > 1
            ? t('sheet.approvalOf', {
                at: Math.min(view.item.quorum.given + 1, view.item.quorum.needed),
                needed: view.item.quorum.needed,
              })
            : t('sheet.oneApproval')}
        </span>
      )}
      <Countdown from={view.item.created_at} to={view.item.expires_at} of="left" bar={false} />
    </div>
  )
}

/** "Approve: refund €1,240.00 to customer 8812" */
export function SheetTitle({ verb, view }: { verb: 'approve' | 'deny' | 'changes' | 'abstain'; view: RequestView }) {
  const t = useTranslations('request.titled')
  return t.rich(verb, { what: () => <HiddenText>{lowerFirst(view.presentation.title)}</HiddenText> })
}

/** The weaker words beside a label. */
export const quiet = (words: ReactNode) => <span className="font-normal text-fg-3">{words}</span>
