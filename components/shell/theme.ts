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

/** Goes along when the device changes between light and dark, unless the person chose. Returns the way to stop. */
export function followDevice(): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)')
  const follow = () => {
    if (themeChoice() === 'system') setTheme('system')
  }
  media.addEventListener('change', follow)
  // The device may have changed between the first paint and this moment, when nobody was listening yet.
  follow()
  return () => media.removeEventListener('change', follow)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice, () => 'system')
}
