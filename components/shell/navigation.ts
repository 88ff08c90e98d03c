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

/** Places are named in the messages of the shell: `t(`nav.${item.name}`)`. */
type Place =
  | 'inbox'
  | 'requests'
  | 'grants'
  | 'activity'
  | 'boundaries'
  | 'accountability'
  | 'agents'
  | 'audit'
  | 'settings'
  | 'account'

export type NavItem = {
  href: string
  name: Place
  icon: LucideIcon
  key: string
  count?: 'inbox' | 'grants' | 'gaps' | 'proposals'
  /** A count that somebody has to do something about. */
  alarming?: boolean
}

/** Only what exists. */
export const NAVIGATION: { section: 'rules' | 'proof' | null; items: NavItem[] }[] = [
  {
    section: null,
    items: [
      { href: '/inbox', name: 'inbox', icon: Inbox, key: 'g i', count: 'inbox' },
      { href: '/requests', name: 'requests', icon: List, key: 'g r' },
      { href: '/grants', name: 'grants', icon: KeyRound, key: 'g g', count: 'grants' },
      { href: '/me', name: 'activity', icon: History, key: 'g y' },
    ],
  },
  {
    section: 'rules',
    items: [
      { href: '/boundaries', name: 'boundaries', icon: Scale, key: 'g b' },
      { href: '/accountability', name: 'accountability', icon: Signature, key: 'g o', count: 'gaps', alarming: true },
      { href: '/agents', name: 'agents', icon: Bot, key: 'g n' },
    ],
  },
  { section: 'proof', items: [{ href: '/audit', name: 'audit', icon: ScrollText, key: 'g a' }] },
]

export const SETTINGS: NavItem = {
  href: '/settings',
  name: 'settings',
  icon: Settings,
  key: 'g s',
  count: 'proposals',
}

export const ACCOUNT: NavItem = { href: '/account', name: 'account', icon: UserRound, key: 'g m' }

export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`)
}
