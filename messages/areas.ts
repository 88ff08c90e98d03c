import type { IntlTag } from '@/lib/core/language/languages'
import type account from './en/account.json'
import type accountability from './en/accountability.json'
import type activity from './en/activity.json'
import type audit from './en/audit.json'
import type batch from './en/batch.json'
import type boundary from './en/boundary.json'
import type channels from './en/channels.json'
import type deliveries from './en/deliveries.json'
import type grants from './en/grants.json'
import type guard from './en/guard.json'
import type inbox from './en/inbox.json'
import type language from './en/language.json'
import type machines from './en/machines.json'
import type notices from './en/notices.json'
import type people from './en/people.json'
import type request from './en/request.json'
import type requests from './en/requests.json'
import type rota from './en/rota.json'
import type settings from './en/settings.json'
import type shell from './en/shell.json'
import type signIn from './en/sign-in.json'
import type triage from './en/triage.json'
import type ui from './en/ui.json'
import type words from './en/words.json'

/** The catalogue: an area for each folder of components/, and `words` for what all of them say. English gives the types. */
export interface Catalogue {
  account: typeof account
  accountability: typeof accountability
  activity: typeof activity
  audit: typeof audit
  batch: typeof batch
  boundary: typeof boundary
  channels: typeof channels
  deliveries: typeof deliveries
  grants: typeof grants
  guard: typeof guard
  inbox: typeof inbox
  language: typeof language
  machines: typeof machines
  notices: typeof notices
  people: typeof people
  request: typeof request
  requests: typeof requests
  rota: typeof rota
  settings: typeof settings
  shell: typeof shell
  'sign-in': typeof signIn
  triage: typeof triage
  ui: typeof ui
  words: typeof words
}

export const AREAS = [
  'account',
  'accountability',
  'activity',
  'audit',
  'batch',
  'boundary',
  'channels',
  'deliveries',
  'grants',
  'guard',
  'inbox',
  'language',
  'machines',
  'notices',
  'people',
  'request',
  'requests',
  'rota',
  'settings',
  'shell',
  'sign-in',
  'triage',
  'ui',
  'words',
] as const satisfies readonly (keyof Catalogue)[]

export type Area = (typeof AREAS)[number]

declare module 'use-intl' {
  interface AppConfig {
    Messages: Catalogue
    Locale: IntlTag
  }
}
