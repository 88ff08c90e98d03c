'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button, type ButtonLook } from '@/components/ui/button'
import { TextArea } from '@/components/ui/field'
import { announce } from '@/components/ui/live-region'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'
import { ApiError } from '@/lib/http/client'
import { type Standing, type StoppedAnswer, standingMutation } from '@/lib/machines/client'

/** One stop or resume, with its reason: what it does stands above the field, the button repeats verb and name. */
export function ReasonSheet({
  target,
  title,
  confirm,
  keep,
  look,
  children,
  onClose,
  onDone,
}: {
  target: Omit<Standing, 'reason'>
  title: string
  confirm: string
  keep: string
  look: ButtonLook['look']
  children: ReactNode
  onClose: () => void
  onDone?: (answer: StoppedAnswer) => void
}) {
  const t = useTranslations('machines')
  const [reason, setReason] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  const act = useMutation(standingMutation(useQueryClient()))
  async function submit() {
    if (reason.trim() === '') return field.current?.focus()
    await act.mutateAsync({ ...target, reason: reason.trim() }).then(
      (answer) => {
        announce(t('reason.done', { what: confirm }))
        onDone?.(answer)
        onClose()
      },
      () => {},
    )
  }
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      testId={`${target.verb}-sheet`}
      initialFocus={field}
      rule={false}
      title={title}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {keep}
          </Button>
          <Button
            size="lg"
            look={look}
            onClick={submit}
            disabled={act.isPending}
            data-testid={`${target.verb}-confirm`}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-5 tablet:px-8">
        {children}
        <TextArea
          ref={field}
          label={t('reason.label')}
          hint={t('reason.hint')}
          value={reason}
          maxLength={2_000}
          onChange={(event) => setReason(event.target.value)}
        />
        {act.error ? (
          <div role="alert">
            <Strip tone="danger">
              {act.error instanceof ApiError && act.error.detail ? act.error.detail : t('reason.notChanged')}
            </Strip>
          </div>
        ) : null}
      </div>
    </Sheet>
  )
}
