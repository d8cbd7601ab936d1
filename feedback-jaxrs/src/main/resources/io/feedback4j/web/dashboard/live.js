// @ts-check

const EVENTS = 'feedback/events'
const POLL_MILLIS = 10_000
const WITHOUT_EVENTS_MILLIS = 60_000
const AGAIN_MILLIS = 5_000

/**
 * Tells when something happened: by server-sent events, else by asking for them page by page, else, where there are none,
 * by the clock. Nothing is asked while nobody looks.
 *
 * @param {import('./api.js').Api} api
 * @param {boolean} reads whether events may be read
 * @param {(events: any[]) => void} told
 * @param {(state: 'on' | 'poll' | 'off') => void} shown
 */
export function followEvents(api, reads, told, shown) {
  let cursor = ''
  let streams = true
  let controller = new AbortController()

  const wait = (/** @type {number} */ millis) => new Promise((resolve) => setTimeout(resolve, millis))
  const seen = () => document.visibilityState === 'visible' ? Promise.resolve() : new Promise((resolve) => {
    document.addEventListener('visibilitychange', resolve, { once: true })
  })

  async function stream() {
    controller = new AbortController()
    await api.follow(EVENTS, cursor ? { after: cursor } : {}, controller.signal, (event) => {
      if (event.id) cursor = event.id
      try {
        told([JSON.parse(event.data)])
      } catch {
        // a form of event that this page does not know
      }
    }, () => shown('on'))
  }

  async function poll() {
    const page = await api.get(EVENTS, cursor ? { after: cursor } : {})
    const first = cursor === ''
    cursor = page.next ?? cursor
    shown('poll')
    if (!first && page.events?.length > 0) told(page.events)
  }

  async function run() {
    for (;;) {
      await seen()
      try {
        if (!reads || !api.serves(EVENTS)) {
          await wait(WITHOUT_EVENTS_MILLIS)
          await seen()
          shown('poll')
          told([])
        } else if (streams) {
          await stream()
          await wait(AGAIN_MILLIS)
        } else {
          await poll()
          await wait(POLL_MILLIS)
        }
      } catch (error) {
        if (streams && error instanceof Error && 'status' in error) {
          streams = false
        } else {
          shown('off')
          await wait(AGAIN_MILLIS)
        }
      }
    }
  }

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') controller.abort()
  })
  shown('poll')
  void run()
}
