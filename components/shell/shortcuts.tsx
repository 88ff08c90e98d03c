'use client'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'

/**
 * One key, or two in a row ("g i"), or with the command key ("mod+k"). `once` ignores a key that is held down: every
 * key that leads to a decision has it.
 */
export type Shortcut = { keys: string; label: string; group: string; run: () => void; once?: boolean }

type Registry = { add: (list: Shortcut[]) => () => void; all: () => Shortcut[] }
const RegistryContext = createContext<Registry | null>(null)

const STORE_KEY = 'countersign.single-keys'
const SEQUENCE_MS = 1_200
const settingListeners = new Set<() => void>()

/** WCAG 2.1.4: keys without a modifier can be turned off (Account → Keyboard). */
export function setSingleKeys(on: boolean): void {
  localStorage.setItem(STORE_KEY, on ? 'on' : 'off')
  for (const listener of settingListeners) listener()
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(
    (listener) => {
      settingListeners.add(listener)
      return () => settingListeners.delete(listener)
    },
    singleKeysOn,
    () => true,
  )
}

function singleKeysOn(): boolean {
  return localStorage.getItem(STORE_KEY) !== 'off'
}

/** True where a key is text, or where an open sheet owns the keyboard. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('input, textarea, select, [role=menu]') !== null) return true
  return document.querySelector('[role=dialog], [role=alertdialog]') !== null
}

export function ShortcutProvider({ children }: { children: ReactNode }) {
  const lists = useRef<Shortcut[][]>([])
  const registry = useMemo<Registry>(
    () => ({
      add: (list) => {
        lists.current.push(list)
        return () => {
          lists.current = lists.current.filter((other) => other !== list)
        }
      },
      // The page that came last wins over the shell.
      all: () => lists.current.toReversed().flat(),
    }),
    [],
  )

  useEffect(() => {
    let first = ''
    let firstAt = 0
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const modified = event.metaKey || event.ctrlKey
      if (!modified && (!singleKeysOn() || isTaken(event.target))) return
      if (modified && document.querySelector('[role=dialog]') !== null) return
      const key = modified ? `mod+${event.key.toLowerCase()}` : event.key
      const sequence = performance.now() - firstAt < SEQUENCE_MS ? `${first} ${key}` : ''
      const found =
        registry.all().find((shortcut) => shortcut.keys === sequence) ??
        registry.all().find((shortcut) => shortcut.keys === key)
      first = modified ? '' : key
      firstAt = performance.now()
      if (found === undefined) return
      // Enter and space belong to the control that has the focus.
      if (key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button, summary') !== null)
        return
      event.preventDefault()
      if (found.once && event.repeat) return
      first = ''
      found.run()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [registry])

  return <RegistryContext.Provider value={registry}>{children}</RegistryContext.Provider>
}

/** Keys of one page, for as long as it is there. The list may change at every render. */
export function useShortcuts(list: Shortcut[]): void {
  const registry = useContext(RegistryContext)
  const latest = useRef(list)
  useEffect(() => {
    latest.current = list
  })
  const signature = list.map((shortcut) => shortcut.keys).join('|')
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered again only when the keys change; `run` is read late
  useEffect(() => {
    const stable = latest.current.map((shortcut) => ({
      ...shortcut,
      run: () => latest.current.find((now) => now.keys === shortcut.keys)?.run(),
    }))
    return registry?.add(stable)
  }, [registry, signature])
}

/** Every key that works on this page now, for the dialog behind `?`. */
export function useAllShortcuts(): Shortcut[] {
  return useContext(RegistryContext)?.all() ?? []
}
