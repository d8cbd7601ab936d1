// @ts-check
import { post } from './feedback-client.js'
import { keyOf } from './outbox.js'
import { passing } from './storage.js'

/** @typedef {import('./feedback-client.js').Target} Target */

const SEEN = 'feedback-seen'
const BATCH_MILLIS = 2000
const MAX_BATCH = 100
const MAX_REMEMBERED = 1000
const MAX_FAILURES = 2

/** @type {WeakMap<Element, Target>} */
const targets = new WeakMap()

/** Seen and not told yet. @type {Target[]} */
let waiting = []
let failures = 0

const observer = new IntersectionObserver((looks) => looks.forEach((look) => look.isIntersecting && seen(look.target)))

/**
 * Tells the service once in the life of this tab that a message was in sight, so that there is a response rate.
 *
 * @param {Element} element
 * @param {Target | null} target - `null` when it is not to be told
 */
export function watch(element, target) {
  observer.unobserve(element)
  if (!target?.messageId || !target.sessionId) return
  targets.set(element, target)
  observer.observe(element)
}

/** @param {Element} element */
function seen(element) {
  const target = /** @type {Target} */ (targets.get(element))
  const name = keyOf(target)
  const told = passing.read(SEEN) ?? []
  observer.unobserve(element)
  if (told.includes(name)) return
  passing.write(SEEN, [...told, name].slice(-MAX_REMEMBERED))
  waiting.push(target)
  setTimeout(flush, BATCH_MILLIS)
}

/** One request for each session. A service that fails twice is left alone. */
function flush() {
  for (let batch; (batch = waiting.splice(0, MAX_BATCH)), batch.length && failures < MAX_FAILURES; ) {
    const session = { ...batch[0], messageId: '' }
    const isOther = (/** @type {Target} */ target) => keyOf({ ...target, messageId: '' }) !== keyOf(session)
    waiting = [...batch.filter(isOther), ...waiting]
    const ids = batch.filter((target) => !isOther(target)).map((target) => target.messageId)
    post(202, 'impressions', session, { message_ids: ids }).catch(() => failures++)
  }
}

document.addEventListener('visibilitychange', () => document.hidden && flush())
