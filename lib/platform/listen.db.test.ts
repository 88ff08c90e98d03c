import { expect, test, vi } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { subscribe } from './listen'

const db = await useDatabase()

test('every subscriber of a channel hears a notification that follows its subscription, and only of its channel', async () => {
  const heard: string[] = []
  const stopFirst = await subscribe('ch_one', (payload) => heard.push(`first ${payload}`))
  const stopSecond = await subscribe('ch_one', (payload) => heard.push(`second ${payload}`))
  const stopOther = await subscribe('ch_two', (payload) => heard.push(`other ${payload}`))
  await db.asApp("SELECT pg_notify('ch_one', 'hello')")
  await vi.waitFor(() => expect(heard.sort()).toEqual(['first hello', 'second hello']))
  stopFirst()
  await db.asApp("SELECT pg_notify('ch_one', 'again')")
  await vi.waitFor(() => expect(heard).toContain('second again'))
  expect(heard).not.toContain('first again')
  stopSecond()
  stopOther()
})

test('all subscribers of a process share one connection', async () => {
  const stops = await Promise.all(Array.from({ length: 20 }, (_, i) => subscribe(`ch_many_${i}`, () => undefined)))
  const rows = await db.asOwner(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'countersign-listen' AND datname = current_database()",
  )
  expect(rows).toEqual([{ n: 1 }])
  for (const stop of stops) stop()
})

test('after a lost connection the subscriber is told to read again, and hears what comes later', async () => {
  const heard: (string | null)[] = []
  const stop = await subscribe('ch_lost', (payload) => heard.push(payload))
  await db.asApp(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'countersign-listen' AND datname = current_database()",
  )
  await vi.waitFor(() => expect(heard).toEqual([null]), { timeout: 5_000 })
  await db.asApp("SELECT pg_notify('ch_lost', 'after')")
  await vi.waitFor(() => expect(heard).toEqual([null, 'after']))
  stop()
})
