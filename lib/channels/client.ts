import { mutationOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { consoleApi } from '@/lib/http/client'
import type {
  AddHookBody,
  ChangeHookBody,
  ChannelsView,
  HookAnswer,
  MyChannels,
  PreferencesBody,
  TestAnswer,
  TestBody,
} from './schema'

const key = (...rest: readonly unknown[]) => ['channels', ...rest] as const

/** GET /channels/mine */
export function myChannelsOptions() {
  return queryOptions({
    queryKey: key('mine'),
    queryFn: ({ signal }) => consoleApi<MyChannels>('GET', '/channels/mine', undefined, signal),
    // Until the message that was sent a moment ago has ended.
    refetchInterval: ({ state }) => (state.data?.recent.some(({ status }) => status === 'due') ? 1_500 : false),
  })
}

/** GET /channels */
export function channelsOptions() {
  return queryOptions({
    queryKey: key('all'),
    queryFn: ({ signal }) => consoleApi<ChannelsView>('GET', '/channels', undefined, signal),
    refetchInterval: ({ state }) => (state.data?.day.some(({ waiting }) => waiting > 0) ? 3_000 : false),
  })
}

/** POST /channels/mine */
export function chooseMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (body: PreferencesBody) => consoleApi<MyChannels>('POST', '/channels/mine', body),
    retry: false,
    onSuccess: (mine) => queryClient.setQueryData(key('mine'), mine),
  })
}

/** POST /channels/mine/test */
export function testMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (body: TestBody) => consoleApi<TestAnswer>('POST', '/channels/mine/test', body),
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key() }),
  })
}

/** POST /channels/mine/devices/{id}/remove, and the browser forgets its subscription when it is this one. */
export function removeDeviceMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (id: string) => consoleApi<MyChannels>('POST', `/channels/mine/devices/${id}/remove`, {}),
    retry: false,
    onSuccess: (mine) => queryClient.setQueryData(key('mine'), mine),
  })
}

/** What this browser can do about notifications. `blocked`: its user said no, and only its own settings change that. */
export type PushStanding = 'unsupported' | 'blocked' | 'off' | 'on'

export async function pushStanding(): Promise<PushStanding> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unsupported'
  if (Notification.permission === 'denied') return 'blocked'
  const registration = await navigator.serviceWorker.getRegistration('/')
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Why notifications could not be turned on. */
export class PushRefused extends Error {
  /** @param reason the browser's own sentence; null: nobody allowed it to show notifications. */
  constructor(readonly reason: string | null) {
    super(reason ?? 'The browser was not allowed to show notifications.')
  }
}

/** Asks the browser for permission, subscribes it under our key, and tells the server. */
export async function turnOnPush(publicKey: string): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new PushRefused(null)
  const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  await navigator.serviceWorker.ready
  const subscription = await subscribe(registration, publicKey)
  const { endpoint, keys } = subscription.toJSON()
  await consoleApi('POST', '/channels/mine/devices', { endpoint, p256dh: keys?.p256dh, auth: keys?.auth })
}

async function subscribe(registration: ServiceWorkerRegistration, publicKey: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey }
  try {
    return await registration.pushManager.subscribe(options)
  } catch (error) {
    // It was subscribed under another key, of an installation before this one.
    const old = await registration.pushManager.getSubscription()
    if (!old) throw new PushRefused(error instanceof Error ? error.message : 'The browser could not subscribe.')
    await old.unsubscribe()
    return registration.pushManager.subscribe(options)
  }
}

/** Turns this browser's notifications off at its own end. */
export async function forgetPush(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/')
  const subscription = await registration?.pushManager.getSubscription()
  await subscription?.unsubscribe()
}

/** POST /channels/hooks */
export function addHookMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: (body: AddHookBody) => consoleApi<HookAnswer>('POST', '/channels/hooks', body),
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key() }),
  })
}

/** POST /channels/hooks/{id} */
export function changeHookMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, ...body }: ChangeHookBody & { id: string }) =>
      consoleApi<ChannelsView>('POST', `/channels/hooks/${id}`, body),
    retry: false,
    onSuccess: (view) => queryClient.setQueryData(key('all'), view),
  })
}

/** POST /channels/hooks/{id}/secret, /test or /end */
export function hookStepMutation(queryClient: QueryClient) {
  return mutationOptions({
    mutationFn: ({ id, step }: { id: string; step: 'secret' | 'test' | 'end' }) =>
      consoleApi<HookAnswer | TestAnswer | ChannelsView>('POST', `/channels/hooks/${id}/${step}`, {}),
    retry: false,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key() }),
  })
}
