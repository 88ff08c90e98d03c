'use client'
import { useSyncExternalStore } from 'react'

export type ThemeChoice = 'system' | 'light' | 'dark'
const KEY = 'countersign.theme'
const listeners = new Set<() => void>()

function isChoice(value: string | null): value is 'light' | 'dark' {
  return value === 'light' || value === 'dark'
}

/** What the person chose; `system` follows the device. */
function themeChoice(): ThemeChoice {
  const stored = localStorage.getItem(KEY)
  return isChoice(stored) ? stored : 'system'
}

/** What is drawn now. */
export function drawnTheme(): 'light' | 'dark' {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light'
}

export function setTheme(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, choice)
  const dark = choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

export function toggleTheme(): void {
  setTheme(drawnTheme() === 'dark' ? 'light' : 'dark')
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const media = matchMedia('(prefers-color-scheme: dark)')
  const follow = () => themeChoice() === 'system' && setTheme('system')
  media.addEventListener('change', follow)
  return () => {
    listeners.delete(listener)
    media.removeEventListener('change', follow)
  }
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice, () => 'system')
}
