// @ts-check
/** What the page asks the server. Session ids stand in bodies, never in addresses. */

/**
 * @typedef {object} Message
 * @property {string} message_id
 * @property {'user' | 'assistant'} role
 * @property {string} body
 *
 * @typedef {object} Session
 * @property {string} session_id
 * @property {string} identity
 * @property {Message[]} messages
 *
 * @typedef {object} About
 * @property {boolean} sandbox
 * @property {'twilio' | 'built-in'} assistant - who answers
 * @property {string} [assistant_id]
 * @property {string} [upstream]
 * @property {boolean} [forwards]
 * @property {boolean} [has_credentials]
 * @property {number} [settle_seconds]
 * @property {number} [usual_settle_seconds] - unless the library is told otherwise
 *
 * @typedef {object} Behaviour
 * @property {string} kind
 * @property {number} requests - how many requests it treats so; 0 for all
 */

import { dataOf, parts } from './stream.js'

const root = new URL('../api/simulator/', import.meta.url)

/** The server said no, with a sentence for the person at the screen. */
export class RefusedError extends Error {
  /** @param {number} status @param {string} message */
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

/** @returns {Promise<About>} */
export const about = () => ask('about')

/** @param {string} identity @returns {Promise<Session>} */
export const begin = (identity) => ask('sessions', { identity })

/** @param {string} sessionId @returns {Promise<Session>} */
export const history = (sessionId) => ask('history', { session_id: sessionId })

/**
 * Says something; the answer comes in pieces: first its id where that is known already, then words, then the whole.
 *
 * @param {string} sessionId
 * @param {string} body
 * @returns {AsyncGenerator<{message_id?: string, words?: string, body?: string}>}
 */
export async function* say(sessionId, body) {
  for await (const line of parts(await stream('answer', { session_id: sessionId, body }), '\n')) yield JSON.parse(line)
}

/** @param {string} sessionId @returns {Promise<import('./ways.js').Behind>} */
export const behind = (sessionId) => ask('behind', { session_id: sessionId })

/**
 * The same as it changes, for as long as the server tells.
 *
 * @param {string} sessionId
 * @param {AbortSignal} ended
 * @returns {AsyncGenerator<import('./ways.js').Behind>}
 */
export async function* live(sessionId, ended) {
  for await (const event of parts(await stream('live', { session_id: sessionId }, ended), '\n\n')) {
    const data = dataOf(event)
    if (data) yield data
  }
}

/**
 * Makes the sandbox behave so. For the admin alone: the browser asks for the name and the password by itself.
 *
 * @param {string} kind
 * @returns {Promise<Behaviour>}
 */
export const behave = (kind) => ask('../sandbox/behaviour', { kind })

/** @param {string} path @param {object} [body] */
async function ask(path, body) {
  const response = await send(path, body)
  if (!response.ok) throw await refusal(response)
  return response.json().catch(() => ({}))
}

/** @param {string} path @param {object} body @param {AbortSignal} [ended] */
async function stream(path, body, ended) {
  const response = await send(path, body, ended)
  if (!response.ok || !response.body) throw await refusal(response)
  return response.body
}

/** @param {string} path @param {object} [body] @param {AbortSignal} [signal] */
function send(path, body, signal) {
  return fetch(new URL(path, root), {
    method: body ? 'POST' : 'GET',
    headers: body ? { 'Content-Type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
    credentials: 'same-origin',
    signal,
  })
}

/** @param {Response} response */
async function refusal(response) {
  const answer = await response.json().catch(() => ({}))
  return new RefusedError(response.status, answer.message ?? `The server answered ${response.status}.`)
}
