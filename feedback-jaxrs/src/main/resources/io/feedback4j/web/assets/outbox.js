// @ts-check
import { lasting, passing } from './storage.js'

/**
 * A vote that waits to be sent. What it says in words is kept apart from it, for this tab only.
 *
 * @typedef {object} Entry
 * @property {string} key - of the action; the same in every try
 * @property {number} at - when it was wished, in milliseconds
 * @property {import('./feedback-client.js').Target} target - with the whole address of the service, and no token
 * @property {import('./vote-state.js').Score} [score] - `null` takes back
 * @property {import('./vote-state.js').Score} [was] - what the service may hold before it
 * @property {import('./feedback-client.js').Receipt | null} [receipt] - of what is to be taken back
 * @property {string[]} [reasons]
 * @property {boolean} [text] - there is one
 * @property {boolean} [token] - it is sent with one
 * @property {boolean} [tried] - the service may have it
 */

export const MAX_ENTRIES = 30
export const MAX_AGE_MILLIS = 24 * 60 * 60 * 1000

const OUTBOX = 'feedback-outbox'
const TEXT = 'feedback-text '

/** A target's name. @param {import('./feedback-client.js').Target} target */
export function keyOf({ endpoint, assistant, sessionId, messageId }) {
  return JSON.stringify([endpoint, assistant || 'default', sessionId, messageId || ''])
}

/** All that wait and are not too old, in order. @returns {Entry[]} */
export function entries() {
  return [].concat(lasting.read(OUTBOX) ?? []).filter(({ at }) => Math.abs(Date.now() - at) < MAX_AGE_MILLIS)
}

/** @param {string} target @returns {Entry | undefined} */
export function entryOf(target) {
  return entries().find((entry) => keyOf(entry.target) === target)
}

/** @param {Entry[]} all */
export function store(all) {
  lasting.write(OUTBOX, all.length ? all : null)
}

/** The last wish about a target counts, and the oldest goes when there are too many. @param {Entry} entry @param {string} [text] */
export function put(entry, text) {
  const target = keyOf(entry.target)
  if (text) passing.write(TEXT + entry.key, text)
  store([...entries().filter((other) => keyOf(other.target) !== target), entry].slice(-MAX_ENTRIES))
}

/** @param {Entry} entry */
export function remove({ key }) {
  const all = entries()
  passing.write(TEXT + key, null)
  store(all.filter((entry) => entry.key !== key))
}

/** @param {Entry} entry @returns {string | undefined} */
export function textOf({ key }) {
  return passing.read(TEXT + key) ?? undefined
}
