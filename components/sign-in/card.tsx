import type { ReactNode } from 'react'
import { LanguageChoice } from '@/components/language/choice'
import { Mark } from '@/components/shell/mark'

/** The page of somebody who is not in yet: one card, nothing around it. */
export function Card({ title, children, banner }: { title: ReactNode; children: ReactNode; banner?: ReactNode }) {
  return (
    <main id="main" className="grid min-h-dvh content-start justify-items-center px-4 pt-[14vh] pb-12 max-tablet:pt-12">
      <div className="w-full max-w-[400px]">
        <div className="mb-6 flex items-center justify-between gap-4">
          <p className="flex items-center gap-2.5 font-semibold tracking-[-0.01em]">
            <Mark />
            Countersign
          </p>
          <LanguageChoice />
        </div>
        <div className="rounded-md border border-line-strong bg-sheet p-6 shadow-paper">
          <h1 className="text-20 tracking-[-0.015em]">{title}</h1>
          {children}
        </div>
        {banner}
      </div>
    </main>
  )
}
