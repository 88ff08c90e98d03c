'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useSettled } from '@/components/inbox/use-settled'
import { Level } from '@/components/request/level'
import { HiddenText } from '@/components/ui/hidden-text'
import { Kbd } from '@/components/ui/kbd'
import { QUERY_CHARS } from '@/lib/core/inbox/query'
import { findRequestsOptions } from '@/lib/inbox/client'
import type { InboxItem } from '@/lib/inbox/schema'
import { ACCOUNT, NAVIGATION, SETTINGS } from './navigation'
import { setTheme } from './theme'

const ITEM =
  'flex min-h-9 cursor-pointer items-center gap-3 rounded-sm px-2.5 text-13 data-[selected=true]:bg-ink-soft [&_svg]:flex-none'

/** ⌘K: go somewhere, find a request by its code, id, agent or words, change the theme. It decides nothing. */
export function CommandPalette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const t = useTranslations('shell')
  const router = useRouter()
  const [typed, setTyped] = useState('')
  // The server looks through all of them; what is found is not filtered here once more.
  const wanted = useSettled(typed.trim().slice(0, QUERY_CHARS))
  const found = useQuery({ ...findRequestsOptions(wanted), placeholderData: keepPreviousData })
  const go = (href: string) => {
    onClose()
    router.push(href)
  }
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={t('nav.search')}
      overlayClassName="fixed inset-0 z-40 bg-scrim"
      contentClassName="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-[600px] overflow-hidden rounded-lg border border-line-strong bg-sheet shadow-paper"
      loop
    >
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder={t('palette.placeholder')}
        className="w-full border-line border-b bg-transparent px-4 py-3.5 text-16 outline-none"
      />
      <Command.List className="max-h-[min(440px,60vh)] overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-fg-3">
        <Command.Empty className="px-3 py-8 text-center text-13 text-fg-2">{t('palette.nothing')}</Command.Empty>
        <Command.Group heading={t('palette.goTo')}>
          {[...NAVIGATION.flatMap((group) => group.items), SETTINGS, ACCOUNT].map((item) => (
            <Command.Item
              key={item.href}
              value={`go ${t(`nav.${item.name}`)}`}
              onSelect={() => go(item.href)}
              className={ITEM}
            >
              <item.icon className="size-4 text-fg-3" aria-hidden="true" />
              {t(`nav.${item.name}`)}
              <Keys keys={item.key} />
            </Command.Item>
          ))}
        </Command.Group>
        <Requests
          heading={wanted === '' ? t('palette.newest') : t('palette.found')}
          items={found.data?.items}
          onPick={go}
          typed={typed}
        />
        <Command.Group heading={t('palette.help')}>
          {(['light', 'dark', 'system'] as const).map((theme) => (
            <Plain
              key={theme}
              value={`theme ${theme} ${t(`theme.${theme}`)}`}
              onSelect={() => setTheme(theme)}
              onClose={onClose}
            >
              {t(`theme.${theme}`)}
            </Plain>
          ))}
          <Command.Item value={`keyboard shortcuts keys ${t('palette.keyboard')}`} onSelect={onKeys} className={ITEM}>
            {t('palette.keyboard')}
            <Keys keys="?" />
          </Command.Item>
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  )
}

function Requests({
  heading,
  items,
  onPick,
  typed,
}: {
  heading: string
  items: InboxItem[] | undefined
  onPick: (href: string) => void
  typed: string
}) {
  if (items === undefined || items.length === 0) return null
  return (
    <Command.Group heading={heading}>
      {items.map((item) => (
        <Command.Item
          key={item.id}
          value={`${item.code} ${item.id} ${item.agent.slug} ${item.title} ${item.resource}`}
          // The server found it, perhaps by something that is not in these words.
          keywords={[typed]}
          onSelect={() => onPick(`/inbox/${item.id}`)}
          className={ITEM}
        >
          <Level level={item.level} />
          <span className="min-w-0 flex-1 truncate">
            <HiddenText>{item.title}</HiddenText>
          </span>
          <span className="machine text-fg-3 max-tablet:hidden">{item.agent.slug}</span>
          <span className="machine text-fg-3">{item.code}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}

function Plain({
  value,
  onSelect,
  onClose,
  children,
}: {
  value: string
  onSelect: () => void
  onClose: () => void
  children: ReactNode
}) {
  return (
    <Command.Item
      value={value}
      onSelect={() => {
        onSelect()
        onClose()
      }}
      className={ITEM}
    >
      {children}
    </Command.Item>
  )
}

function Keys({ keys }: { keys: string }) {
  return (
    <span className="ms-auto flex gap-1">
      {keys.split(' ').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  )
}
