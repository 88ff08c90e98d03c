import type { useTranslations } from 'use-intl'
import type { Area } from '@/messages/areas'

/** `t` of an area, for helpers that are no components and are given it. */
export type Translate<A extends Area> = ReturnType<typeof useTranslations<A>>
