import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'

const chipClass = cva('inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm border px-[7px] text-12', {
  variants: {
    tone: {
      neutral:
        'border-line bg-panel text-fg-2 group-aria-[current=true]/row:border-line-strong group-aria-[current=true]/row:bg-transparent',
      warn: 'border-warn/40 text-warn',
      danger: 'border-danger/35 text-danger',
      ok: 'border-ok/35 text-ok',
    },
  },
  defaultVariants: { tone: 'neutral' },
})

/** A small fact beside a title. Colour is for the exception. */
export function Chip({ tone, className, ...rest }: ComponentProps<'span'> & VariantProps<typeof chipClass>) {
  return <span className={chipClass({ tone, className })} {...rest} />
}
