// @ts-check

/**
 * Where feedback goes.
 *
 * @typedef {object} Target
 * @property {string} sessionId
 * @property {string} [messageId] - absent for the whole session
 * @property {string} [assistant] - default `default`
 * @property {string} [endpoint] - the REST root, such as `/api`; default: the one that served this file
 *
 * @typedef {object} Opinion
 * @property {number} [score] - 0 to 1
 * @property {string} [text] - up to 4,000 characters
 * @property {string[]} [reasons] - ids from the catalogue
 *
 * @typedef {object} Receipt
 * @property {string} id
 * @property {string} [undo] - proves that the vote is ours to take back
 */

const PAUSES_MILLIS = [400, 1200, 3000]
const TIMEOUT_MILLIS = 10_000

/** The service refused, or could not be reached: then `status` is 0. */
export class FeedbackError extends Error {
  /** @param {number} status @param {string} [detail] */
  constructor(status, detail) {
    super(detail || `HTTP ${status}`)
    this.status = status
  }
}

/**
 * The REST root that a file of ours was served from.
 *
 * @param {string} url
 */
export function rootOf(url) {
  const path = url.replace(/[?#].*/, '')
  return (/^(.*)\/feedback\/(assets\/[^/]+\/)?[^/]*$/.exec(path) ?? /^(.*)\//.exec(path))?.[1] ?? ''
}

/** The REST root a target's feedback goes to. @param {{endpoint?: string}} target */
export function rootFor({ endpoint }) {
  return endpoint ? new URL(endpoint, document.baseURI).href.replace(/\/$/, '') : rootOf(import.meta.url)
}

/** @param {Target} target */
function feedbacks(target) {
  return `${rootFor(target)}/v1/Assistants/${encodeURIComponent(target.assistant || 'default')}/Feedbacks`
}

/** A key that marks repeats of one action. `crypto.randomUUID` is missing on plain-http pages. */
export function newKey() {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

/**
 * Gives feedback; it replaces what was said on this target before, as a whole.
 *
 * @param {Target} target
 * @param {Opinion} opinion
 * @param {string} [key] - the same for every repeat of one action
 * @returns {Promise<Receipt>}
 */
export async function give(target, { score, text, reasons }, key = newKey()) {
  const body = { session_id: target.sessionId, message_id: target.messageId || undefined, score, text, reasons }
  const answer = await send(202, 'POST', feedbacks(target), { 'Idempotency-Key': key }, body)
  const { id, undo } = await answer.json()
  return { id, undo }
}

/**
 * Takes feedback back, comment and all. Repeating it is harmless.
 *
 * @param {Target} target
 * @param {Receipt} receipt
 */
export async function takeBack(target, { id, undo }) {
  await send(204, 'DELETE', `${feedbacks(target)}/${encodeURIComponent(id)}`, undo ? { 'Feedback-Undo': undo } : {})
}

/**
 * The scores of a session by message id; the one of the session itself is under `''`.
 *
 * @param {Target} target
 * @returns {Promise<Map<string, number>>}
 */
export async function votesOf(target) {
  const body = { session_id: target.sessionId, assistant_id: target.assistant || undefined }
  const answer = await send(200, 'POST', `${rootFor(target)}/feedback/votes`, {}, body)
  /** @type {{votes: {message_id?: string, score: number}[]}} */
  const { votes } = await answer.json()
  return new Map(votes.map((vote) => [vote.message_id || '', vote.score]))
}

/**
 * One request, repeated a few times when the network or the service is at fault.
 *
 * @param {number} expected - the status of success; a server that is being stopped can answer anything else that is fine
 * @param {string} method
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {object} [body]
 */
async function send(expected, method, url, headers, body) {
  if (body) headers['Content-Type'] = 'application/json'
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(url, {
      method,
      headers,
      body: body && JSON.stringify(body),
      credentials: 'same-origin',
      keepalive: true, // a vote outlives the page it was given on
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    }).catch(() => null)
    if (answer?.status === expected) return answer
    const pause = pauseBefore(attempt, answer)
    if (pause === null) throw await errorFrom(answer)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/**
 * How long to wait before the next attempt; `null` when there should be none.
 *
 * @param {number} attempt - counted from 0
 * @param {Response | null} answer - `null` when there was none
 */
function pauseBefore(attempt, answer) {
  const hopeful = !answer || answer.ok || answer.status === 408 || answer.status === 429 || answer.status >= 500
  if (!hopeful || attempt === PAUSES_MILLIS.length) return null
  const asked = Number(answer?.headers.get('Retry-After')) * 1000
  if (asked > TIMEOUT_MILLIS) return null
  return Math.max(asked || 0, PAUSES_MILLIS[attempt] * (0.5 + Math.random() / 2))
}

/** @param {Response | null} answer */
async function errorFrom(answer) {
  const problem = await answer?.json().catch(() => null)
  return new FeedbackError(answer?.status ?? 0, problem?.detail)
}
