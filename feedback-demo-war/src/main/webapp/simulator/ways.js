// @ts-check
/** What the panel shows, worked out from what the server tells. Pure: no page, no clock, no network. */

import { closed, lookUpWaits, waits } from './destinations.js'

/**
 * @typedef {object} Delivery
 * @property {string} destination
 * @property {string} state
 * @property {number} attempts
 * @property {string | null} upstream_id
 * @property {number | null} http_status
 * @property {string | null} problem
 * @property {number} [next_in_ms]
 *
 * @typedef {object} Vote
 * @property {string} id
 * @property {string} message_id
 * @property {number | null} score
 * @property {string} text
 * @property {string[]} reasons
 * @property {string} status
 * @property {Delivery[]} deliveries
 *
 * @typedef {object} Exchange
 * @property {number} number
 * @property {string} message_id
 * @property {string} remark
 * @property {{method: string, target: string, headers: Record<string, string>, body: string}} request
 * @property {{status: number, headers: Record<string, string>, body: string}} [answer]
 *
 * @typedef {object} Behind
 * @property {Vote[]} votes - newest first
 * @property {Exchange[]} exchanges - newest first
 * @property {import('./destinations.js').Destination[]} destinations - how each is doing
 * @property {{kind: string, requests: number}} [behaviour] - of the sandbox, where there is one
 * @property {number} [kept_upstream] - how many feedbacks of this session the sandbox keeps
 * @property {boolean} waiting - whether something is under way
 *
 * @typedef {object} Target
 * @property {string} messageId - `''` for the whole session
 * @property {Vote[]} votes - newest first
 * @property {Exchange[]} exchanges - oldest first
 *
 * @typedef {object} Way
 * @property {string[]} done - steps that are behind it
 * @property {string} active - the step it is in, or `''`
 * @property {boolean} failed - whether that step has gone wrong
 * @property {boolean} ended - whether it ends without being sent
 * @property {string} words - where it stands, in a sentence or two
 * @property {number} [next_in_ms] - when something happens next
 */

/**
 * One entry for each answer that was voted on, the last voted first.
 *
 * @param {Behind} behind
 * @returns {Target[]}
 */
export function targets(behind) {
  /** @type {Map<string, Target>} */
  const found = new Map()
  for (const vote of behind.votes) {
    const target = found.get(vote.message_id) ?? { messageId: vote.message_id, votes: [], exchanges: [] }
    target.votes.push(vote)
    found.set(vote.message_id, target)
  }
  for (const exchange of behind.exchanges) {
    found.get(exchange.message_id)?.exchanges.unshift(exchange)
  }
  return [...found.values()]
}

/**
 * Where a vote stands.
 *
 * @param {Vote} vote
 * @param {import('./destinations.js').Destination[]} destinations
 * @returns {Way}
 */
export function way(vote, destinations) {
  const delivery = vote.deliveries[0]
  if (!delivery) return step(['stored'], '', 'Kept. No upstream is configured.')
  const shut = closed(destinations.find((one) => one.destination === delivery.destination))
  const { state, upstream_id: id, problem, next_in_ms: next } = delivery
  const because = problem ? ` ${sentence(problem)}` : ''
  switch (state) {
    case 'settling':
      return next !== 0
        ? { ...step(['stored'], 'settling', 'Still may change.'), next_in_ms: next }
        : shut ? held(shut, waits(shut)) : step(['stored', 'settling'], 'sending', 'Waits for its turn.')
    case 'ready':
      if (shut) return held(shut, waits(shut))
      return delivery.attempts || problem
        ? failedStep(['stored', 'settling'], 'sending', `Not delivered yet; it will be tried again.${because}`, next)
        : step(['stored', 'settling'], 'sending', 'Waits for its turn.')
    case 'sending':
      return step(['stored', 'settling'], 'sending', 'On its way.')
    case 'uncertain':
      if (shut) return held(shut, lookUpWaits(shut))
      return failedStep(['stored', 'settling'], 'sending',
        `The answer was lost. It is looked up before anything is sent again.${because}`, next)
    case 'delivered':
      return step(['stored', 'settling', 'sending', 'delivered'], '', id ? `There as ${id}` : 'The upstream has it.')
    case 'rejected':
      return failedStep(['stored', 'settling'], 'sending', `The upstream will not take it.${because}`)
    case 'superseded':
      return { ...step(['stored'], '', 'Replaced before it was sent. Nothing of it went upstream.'), ended: true }
    case 'withdrawn':
      return { ...step(['stored'], '', 'Taken back before it was sent. Nothing of it went upstream.'), ended: true }
    default:
      return { ...step(['stored'], '', 'Will not be sent.'), ended: true }
  }
}

/** It is the upstream that holds it up. @param {import('./destinations.js').Destination} shut @param {string} words @returns {Way} */
function held(shut, words) {
  return failedStep(['stored', 'settling'], 'sending', words, shut.next_in_ms)
}

/** @param {string[]} done @param {string} active @param {string} words @returns {Way} */
function step(done, active, words) {
  return { done, active, failed: false, ended: false, words }
}

/** @param {string[]} done @param {string} active @param {string} words @param {number} [next] @returns {Way} */
function failedStep(done, active, words, next) {
  return { ...step(done, active, words), failed: true, next_in_ms: next }
}

/** @param {string} words */
function sentence(words) {
  const first = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?]$/.test(first) ? first : `${first}.`
}

/**
 * What was said, in words.
 *
 * @param {Vote} vote
 */
export function said(vote) {
  if (vote.status === 'withdrawn') return 'Taken back'
  if (vote.score === null) return 'No score'
  if (vote.score === 1) return 'Thumb up'
  if (vote.score === 0) return 'Thumb down'
  return `Score ${vote.score}`
}

/**
 * Reasons and comment on one line; `''` when there are none.
 *
 * @param {Vote} vote
 */
export function remarks(vote) {
  const reasons = vote.reasons.map((reason) => reason.replaceAll(/[-_]/g, ' ')).join(', ')
  const text = vote.text ? `“${vote.text}”` : ''
  return [reasons, text].filter(Boolean).join(' · ')
}

/**
 * A request as it was on the wire.
 *
 * @param {Exchange['request']} request
 */
export function requestText(request) {
  return `${request.method} ${request.target}\n${headerText(request.headers)}\n\n${pretty(request.body)}`
}

/**
 * An answer as it was on the wire; a remark where there was none.
 *
 * @param {Exchange} exchange
 */
export function answerText(exchange) {
  const { answer } = exchange
  return answer ? `${answer.status}\n${headerText(answer.headers)}\n\n${pretty(answer.body)}` : 'None so far.'
}

/** @param {Record<string, string>} headers */
function headerText(headers) {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n')
}

/** JSON with line breaks, anything else as it is. @param {string} body */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/**
 * Everything but what changes with each tick, so that the page is only written when there is news; that a wait is over
 * is news.
 *
 * @param {Behind} behind
 */
export function signature(behind) {
  return JSON.stringify(behind, (key, value) => (key === 'next_in_ms' ? value === 0 : value))
}
