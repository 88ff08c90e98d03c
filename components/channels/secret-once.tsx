'use client'
import { useTranslations } from 'use-intl'
import { Button, buttonClass } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Sheet } from '@/components/ui/sheet'
import { Strip } from '@/components/ui/strip'

/** A signing secret, shown now and never again; it is stored nowhere. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations('channels.secret')
  const words = useTranslations('words')
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('title')}
      testId="secret-once"
      foot={
        <>
          <Button onClick={onClose}>{words('done')}</Button>
          <CopyButton value={secret} className={buttonClass({ look: 'primary' })}>
            {t('copy')}
          </CopyButton>
        </>
      }
    >
      <div className="grid gap-3 px-4 pb-4 tablet:px-8">
        <Strip tone="warn">{t('warning')}</Strip>
        <p className="machine break-all rounded-sm bg-sunken p-3 text-12">{secret}</p>
        <p className="text-13 text-fg-2">{t('note')}</p>
      </div>
    </Sheet>
  )
}
