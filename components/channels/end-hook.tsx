'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { Failure } from '@/components/settings/failure'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { hookStepMutation } from '@/lib/channels/client'
import type { HookView } from '@/lib/channels/schema'

/** Ends a chat. What was posted stays there; nothing more is. */
export function EndHook({ hook, onClose }: { hook: HookView; onClose: () => void }) {
  const t = useTranslations('channels.endHook')
  const words = useTranslations('words')
  const step = useMutation(hookStepMutation(useQueryClient()))
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('title', { title: hook.title })}
      testId="end-hook"
      foot={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button
            look="dangerSolid"
            disabled={step.isPending}
            onClick={() =>
              step.mutate(
                { id: hook.id, step: 'end' },
                {
                  onSuccess: () => {
                    announce(t('done', { title: hook.title }))
                    onClose()
                  },
                },
              )
            }
          >
            {t('submit')}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-4 text-fg-2 tablet:px-8">
        <p>{t('note')}</p>
        <Failure error={step.error} />
      </div>
    </Sheet>
  )
}
