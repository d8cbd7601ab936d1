// @ts-check
/** Whether anything was lost: three parties count, and none of them trusts another. Pure: no page, no clock, no network. */

/** So long an acknowledged vote may be missing from what the server tells: the telling may have begun before. */
const GRACE_MILLIS = 3000
/** Of more votes the server tells only the newest. */
const MOST_VOTES = 100

/**
 * @typedef {object} Tally
 * @property {number} acknowledged - told to this page, with an id
 * @property {number} stored - kept here
 * @property {number | undefined} upstream - kept by the upstream, by its own count
 * @property {number} lost - acknowledged and not kept
 * @property {number} twice - upstream beside the one that belongs there
 * @property {{state: string, count: number}[]} ledger - where the stored ones are
 * @property {boolean} balanced - whether the ledger adds up
 */

/** In the order in which a vote goes through them. */
const STATES = [
  'settling', 'ready', 'sending', 'uncertain', 'delivered', 'superseded', 'withdrawn', 'rejected', 'discarded', 'erased',
]

/**
 * @param {import('./ways.js').Behind} behind
 * @param {Map<string, number>} acknowledged - ids, and how many milliseconds ago each was acknowledged
 * @returns {Tally}
 */
export function tally(behind, acknowledged) {
  const { votes } = behind
  const kept = new Set(votes.map((vote) => vote.id))
  const missing = [...acknowledged].filter(([id, age]) => !kept.has(id) && age > GRACE_MILLIS)
  const deliveries = votes.map((vote) => vote.deliveries[0]).filter(Boolean)
  const sent = deliveries.filter(({ attempts, state }) => attempts > 0 || state === 'delivered').length
  const ledger = STATES
    .map((state) => ({ state, count: deliveries.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0)
  return {
    acknowledged: acknowledged.size,
    stored: votes.length,
    upstream: behind.kept_upstream,
    lost: votes.length < MOST_VOTES ? missing.length : 0,
    twice: Math.max(0, (behind.kept_upstream ?? 0) - sent),
    ledger,
    balanced: ledger.reduce((sum, { count }) => sum + count, 0) === deliveries.length,
  }
}

/** The books as a sum: `5 accepted = 1 settling + 4 delivered`. @param {Tally} found */
export function sum({ ledger }) {
  const all = ledger.reduce((total, { count }) => total + count, 0)
  return all ? `${all} accepted = ${ledger.map(({ state, count }) => `${count} ${state}`).join(' + ')}` : ''
}
