// Shows that a request waits, and opens the page that shows it. It never decides, keeps nothing, and answers no page's fetch:
// there is no `fetch` listener and no cache, so what is private stays with the server.

const SHOWN = 'Open Countersign to see it.'
/** What we add to a message, in its language. */
const WORDS = {
  en: { over: (body) => `${body} (expired)`, review: 'Review', later: 'Snooze' },
  de: { over: (body) => `${body} (abgelaufen)`, review: 'Prüfen', later: 'Zurückstellen' },
}

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  event.waitUntil(show(read(event.data)))
})

function read(data) {
  try {
    const payload = data?.json()
    if (payload?.v === 1 && typeof payload.path === 'string') return payload
  } catch {
    // Shown without its words: a browser expects every push to be seen.
  }
  return {
    tag: 'countersign',
    title: 'Countersign',
    body: SHOWN,
    path: '/inbox',
    quiet: false,
    until: null,
    language: 'en',
  }
}

function show({ tag, title, body, path, quiet, until, language }) {
  const words = language === 'de' ? WORDS.de : WORDS.en
  const over = until !== null && Date.parse(until) <= Date.now()
  return self.registration.showNotification(title, {
    body: over ? words.over(body) : body,
    lang: language,
    // What is told later about the same thing takes the place of what is shown.
    tag,
    renotify: !quiet,
    silent: quiet,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    data: { path: ownPath(path) },
    actions: quiet
      ? []
      : [
          { action: 'review', title: words.review },
          { action: 'later', title: words.later },
        ],
  })
}

/** A path of our own origin, whatever was sent. */
function ownPath(path) {
  const url = new URL(path, self.location.origin)
  return url.origin === self.location.origin ? url.pathname + url.search : '/inbox'
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { path } = event.notification.data
  // Both only lead to the page: to its decision, or to where it can be put off.
  event.waitUntil(open(event.action === 'later' ? `${path}${path.includes('?') ? '&' : '?'}snooze=open` : path))
})

async function open(path) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const same = windows.find((client) => new URL(client.url).pathname === path.split('?')[0])
  // Never in a window that shows something else: what is being typed there would be lost.
  return same && !path.includes('snooze=') ? same.focus() : self.clients.openWindow(path)
}
