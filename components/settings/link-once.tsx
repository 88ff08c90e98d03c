'use client'
import { useTranslations } from 'use-intl'
import { Button, buttonClass } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'

/** A one-time link, shown now and never again; it is kept nowhere. */
export function LinkOnce({
  link,
  name,
  note,
  onClose,
}: {
  link: string
  name: string
  note: string
  onClose: () => void
}) {
  const t = useTranslations('settings.link')
  const words = useTranslations('words')
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('title', { name })}
      testId="link-once"
      foot={
        <>
          <Button onClick={onClose}>{words('done')}</Button>
          <CopyButton value={link} className={buttonClass({ look: 'primary' })}>
            {t('copy')}
          </CopyButton>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-4 tablet:px-8">
        <Strip tone="warn">{t('warning', { name })}</Strip>
        <p className="machine break-all rounded-sm bg-sunken p-3 text-12" data-testid="one-time-link">
          {link}
        </p>
        <p className="text-13 text-fg-2">{note}</p>
      </div>
    </Sheet>
  )
}
