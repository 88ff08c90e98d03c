import { type ComponentProps, type ReactNode, useId } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { Sheet } from '@/components/ui/sheet'

/** A sheet that is a form: its button sends it, and so does Enter. */
export function FormSheet({
  title,
  says,
  testId,
  confirm,
  confirmTestId,
  pending,
  onSubmit,
  onClose,
  children,
  ...sheet
}: {
  title: string
  /** One line below the title. */
  says?: string
  testId: string
  confirm: string
  confirmTestId: string
  pending: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
} & Partial<Pick<ComponentProps<typeof Sheet>, 'width' | 'initialFocus'>>) {
  const form = useId()
  const t = useTranslations('machines')
  return (
    <Sheet
      open
      onClose={onClose}
      testId={testId}
      rule={false}
      title={title}
      {...(says && { head: { below: <p className="text-13 text-fg-2">{says}</p> } })}
      {...sheet}
      foot={
        <>
          <Button size="lg" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Button size="lg" look="primary" type="submit" form={form} disabled={pending} data-testid={confirmTestId}>
            {confirm}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4 px-4 pb-6 tablet:px-8"
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit()
        }}
      >
        {children}
      </form>
    </Sheet>
  )
}
