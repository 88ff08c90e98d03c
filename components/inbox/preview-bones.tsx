import { useTranslations } from 'use-intl'
import { Bone } from '@/components/ui/states'

/** Where the preview will be, while its request or its own code is on the way. */
export function PreviewBones() {
  const t = useTranslations('ui')
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">{t('loading')}</span>
      <Bone className="h-5 w-52" />
      <Bone className="h-7 w-4/5" />
      <Bone className="h-72 w-full" />
    </div>
  )
}
