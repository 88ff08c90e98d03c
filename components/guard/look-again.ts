/**
 * Brings the exact action into sight and marks it until the next press or key. For whoever answered wrongly.
 */
export function lookAgain(): void {
  requestAnimationFrame(() => {
    const deed = document.querySelector<HTMLElement>('section[aria-label="Exact action"]')
    if (!deed) return
    deed.setAttribute('data-look-again', '')
    deed.scrollIntoView({ block: 'start' })
    const enough = new AbortController()
    const unmark = () => {
      deed.removeAttribute('data-look-again')
      enough.abort()
    }
    for (const event of ['pointerdown', 'keydown'])
      window.addEventListener(event, unmark, { once: true, signal: enough.signal })
  })
}
