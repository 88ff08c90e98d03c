import {
  Bot,
  History,
  Inbox,
  KeyRound,
  List,
  type LucideIcon,
  Scale,
  ScrollText,
  Settings,
  Signature,
  UserRound,
} from 'lucide-react'

export type NavItem = {
  href: string
  label: string
  icon: LucideIcon
  key: string
  count?: 'inbox' | 'grants' | 'gaps' | 'proposals'
  /** A count that somebody has to do something about. */
  alarming?: boolean
}

/** Only what exists. */
export const NAVIGATION: { section: string | null; items: NavItem[] }[] = [
  {
    section: null,
    items: [
      { href: '/inbox', label: 'Inbox', icon: Inbox, key: 'g i', count: 'inbox' },
      { href: '/requests', label: 'Requests', icon: List, key: 'g r' },
      { href: '/grants', label: 'Grants', icon: KeyRound, key: 'g g', count: 'grants' },
      { href: '/me', label: 'My activity', icon: History, key: 'g y' },
    ],
  },
  {
    section: 'Rules',
    items: [
      { href: '/boundaries', label: 'Boundaries', icon: Scale, key: 'g b' },
      { href: '/accountability', label: 'Accountability', icon: Signature, key: 'g o', count: 'gaps', alarming: true },
      { href: '/agents', label: 'Agents & runtimes', icon: Bot, key: 'g n' },
    ],
  },
  { section: 'Proof', items: [{ href: '/audit', label: 'Audit', icon: ScrollText, key: 'g a' }] },
]

export const SETTINGS: NavItem = {
  href: '/settings',
  label: 'Settings',
  icon: Settings,
  key: 'g s',
  count: 'proposals',
}

export const ACCOUNT: NavItem = { href: '/account', label: 'Account', icon: UserRound, key: 'g m' }

export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`)
}
