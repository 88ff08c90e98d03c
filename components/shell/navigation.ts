import { Inbox, KeyRound, List, type LucideIcon, ScrollText, UserRound } from 'lucide-react'

export type NavItem = { href: string; label: string; icon: LucideIcon; key: string; count?: 'inbox' | 'grants' }

/** Only what exists. */
export const NAVIGATION: { section: string | null; items: NavItem[] }[] = [
  {
    section: null,
    items: [
      { href: '/inbox', label: 'Inbox', icon: Inbox, key: 'g i', count: 'inbox' },
      { href: '/requests', label: 'Requests', icon: List, key: 'g r' },
      { href: '/grants', label: 'Grants', icon: KeyRound, key: 'g g', count: 'grants' },
    ],
  },
  { section: 'Proof', items: [{ href: '/audit', label: 'Audit', icon: ScrollText, key: 'g a' }] },
]

export const ACCOUNT: NavItem = { href: '/account', label: 'Account', icon: UserRound, key: 'g m' }

export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`)
}
