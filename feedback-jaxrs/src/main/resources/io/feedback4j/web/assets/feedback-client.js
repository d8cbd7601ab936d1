// @ts-check

/**
 * Where feedback goes.
 *
 * @typedef {object} Target
 * @property {string} sessionId
 * @property {string} [messageId] - absent for the whole session
 * @property {string} [assistant] - default `default`
 * @property {string} [endpoint] - the REST root, such as `/api`; default: the one that served this file
 * @property {string} [token] - the host's permission to vote, if it asks for one
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

const TIMEOUT_MILLIS = 10_000

/** The service refused, or could not be reached: then `status` is 0. */
export class FeedbackError extends Error {
  /** @param {string} detail @param {number} status @param {number} waitMillis - how long the service asks to wait */
  constructor(detail, status, waitMillis) {
    super(detail)
    this.status = status
    this.waitMillis = waitMillis
  }
}

/** The REST root a target's feedback goes to: the one that served this file, unless it says another. @param {{endpoint?: string}} target */
export function rootFor({ endpoint }) {
  const url = endpoint ? new URL(endpoint, document.baseURI) : new URL('../../..', import.meta.url)
  return url.href.replace(/\/$/, '')
}

/** A key that marks repeats of one action. `crypto.randomUUID` is missing on plain-http pages. */
export function newKey() {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}

/**
 * Asks something about a session. A body, because session ids hold phone numbers and addresses end in logs.
 *
 * @param {number} expected
 * @param {string} what - such as `votes`
 * @param {Target} target
 * @param {object} [more]
 */
export function post(expected, what, target, more) {
  const body = { session_id: target.sessionId, assistant_id: target.assistant || undefined, ...more }
  return send(expected, 'POST', target, `feedback/${what}`, {}, body)
}

/**
 * One request, once.
 *
 * @param {number} expected - the status of success; a server that is being stopped can answer anything else that is fine
 * @param {string} method
 * @param {Target} target
 * @param {string} path - below the REST root
 * @param {Record<string, string>} headers
 * @param {object} [body]
 * @throws {FeedbackError}
 */
export async function send(expected, method, target, path, headers, body) {
  if (body) headers['Content-Type'] = 'application/json'
  if (target.token) headers['Feedback-Token'] = target.token
  const answer = await fetch(`${rootFor(target)}/${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
    keepalive: true, // a vote outlives the page it was given on
    signal: AbortSignal.timeout(TIMEOUT_MILLIS),
  }).catch(() => null)
  if (answer?.status === expected) return answer
  const problem = await answer?.json().catch(() => null)
  const { status = 0 } = answer ?? {}
  throw new FeedbackError(problem?.detail ?? `HTTP ${status}`, status, Number(answer?.headers.get('Retry-After')) * 1000)
}
