'use client'
import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { meOptions } from '@/lib/people/client'

const NoticesDrawer = dynamic(() => import('./drawer').then((module) => module.NoticesDrawer), { ssr: false })

/** What I was told: the number of what is new, and a drawer with all of it. */
export function NoticesBell() {
  const t = useTranslations('notices')
  const { data: me } = useQuery(meOptions())
  const [open, setOpen] = useState(false)
  const unseen = me?.counts.notices ?? 0
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t('bell', { count: unseen })}
        title={t('title')}
        data-testid="notices-bell"
        className="relative grid size-8 place-items-center rounded-md text-fg-2 hover:text-fg"
      >
        <Bell className="size-4" aria-hidden="true" />
        {unseen > 0 ? (
          <span
            aria-hidden="true"
            className="absolute -end-0.5 -top-0.5 grid h-4 min-w-4 place-items-center rounded-full border border-page bg-fg px-1 text-[10px]/none text-page"
          >
            {unseen > 99 ? '99+' : unseen}
          </span>
        ) : null}
      </button>
      {open ? <NoticesDrawer onClose={() => setOpen(false)} /> : null}
    </>
  )
}
