import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'

/** The look of a button, also for links that act like one. `lg` (44 px) is for every decision. */
export const buttonClass = cva(
  'inline-flex items-center justify-center gap-2 rounded-md border text-center font-medium disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-fg-3',
  {
    variants: {
      look: {
        plain: 'border-line-strong bg-sheet text-fg hover:bg-sunken',
        primary: 'border-ink bg-ink text-on-ink hover:border-ink-hover hover:bg-ink-hover',
        solid: 'border-fg bg-fg text-page hover:border-fg-2 hover:bg-fg-2',
        danger: 'border-danger/45 bg-sheet text-danger hover:bg-danger-soft',
        dangerSolid: 'border-danger bg-danger text-on-ink hover:opacity-90',
        quiet: 'border-transparent bg-transparent text-fg-2 hover:text-fg',
      },
      size: {
        sm: 'min-h-[26px] px-2 py-0.5 text-12',
        md: 'min-h-8 px-3 py-[5px] text-13',
        lg: 'min-h-11 px-3.5 py-2 text-14',
      },
    },
    defaultVariants: { look: 'plain', size: 'md' },
  },
)

export type ButtonLook = VariantProps<typeof buttonClass>

export function Button({ look, size, className, type = 'button', ...rest }: ComponentProps<'button'> & ButtonLook) {
  return <button type={type} className={buttonClass({ look, size, className })} {...rest} />
}
