'use client'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { DenialFields } from '@/components/request/denial-fields'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Sheet } from '@/components/ui/sheet'
import type { DenialCode } from '@/lib/core/decision/denial'

/** Asks for the code and the text of a denial. What is done with them is the caller's. */
export function DenialSheet({
  title,
  above,
  action,
  busy = false,
  given,
  children,
  testId,
  onSubmit,
  onClose,
}: {
  title: ReactNode
  above?: ReactNode
  action: ReactNode
  busy?: boolean
  /** What was said before. */
  given?: { code: DenialCode; reason: string } | undefined
  /** What is denied, above the fields. */
  children?: ReactNode
  testId: string
  onSubmit: (code: DenialCode, reason: string) => void
  onClose: () => void
}) {
  const t = useTranslations('words')
  const [code, setCode] = useState<DenialCode>(given?.code ?? 'other')
  const [reason, setReason] = useState(given?.reason ?? '')
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)

  function submit() {
    if (busy) return
    if (reason.trim() === '') {
      setMissing(true)
      field.current?.focus()
      return
    }
    onSubmit(code, reason.trim())
  }

  return (
    <Sheet
      open
      onClose={() => !busy && onClose()}
      testId={testId}
      initialFocus={field}
      title={title}
      head={{ above }}
      foot={
        <>
          <Button size="lg" onClick={onClose} disabled={busy}>
            {t('cancel')}
            <Kbd>Esc</Kbd>
          </Button>
          <Button size="lg" look="solid" onClick={submit} disabled={busy} data-testid="deny-confirm">
            {action}
          </Button>
        </>
      }
    >
      <form
        className="grid content-start gap-4 px-4 py-4 tablet:px-8 tablet:pb-5"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !event.repeat) submit()
        }}
      >
        {children}
        <DenialFields
          code={code}
          reason={reason}
          missing={missing}
          field={field}
          onCode={setCode}
          onReason={(text) => {
            setReason(text)
            setMissing(false)
          }}
        />
      </form>
    </Sheet>
  )
}
