// @ts-check
/** How an upstream is doing, in plain words. Pure: no page, no clock, no network. */

/**
 * @typedef {object} Destination
 * @property {string} destination
 * @property {string} state - `open`, `paused`, `misconfigured`, `gone` or `absent`
 * @property {string | null} reason
 * @property {number} [next_in_ms] - when it is tried again
 */

/**
 * The same while it takes nothing; `undefined` while it is open, or nobody knows.
 *
 * @param {Destination | undefined} destination
 */
export function closed(destination) {
  return destination && destination.state !== 'open' ? destination : undefined
}

/** Why a vote waits. @param {Destination} shut */
export function waits(shut) {
  return shut.state === 'absent'
    ? 'Kept here, and waits: no upstream is configured.'
    : `Waits: the upstream ${howItIs(shut)}. ${promise(shut)}`
}

/** Why a vote whose answer was lost is not looked up. @param {Destination} shut */
export function lookUpWaits(shut) {
  const now = shut.state === 'absent' ? 'no upstream is configured any more' : `the upstream ${howItIs(shut)}`
  return `The answer was lost, and now ${now}. Kept here; it is looked up before anything is sent again.`
}

/** @param {Destination} shut */
function howItIs({ state, reason }) {
  const status = reason?.match(/\b[1-5]\d\d\b/)?.[0]
  const number = status ? ` (${status})` : ''
  if (state === 'gone') return `is gone${number}`
  if (state === 'misconfigured') return `does not let us in, or refuses everything${number}`
  if (status === '429') return `asked for a pause${number}`
  if (status) return `fails${number}`
  return /cannot be reached/.test(reason ?? '') ? 'cannot be reached' : 'does not answer as it should'
}

/** @param {Destination} shut */
function promise({ state }) {
  if (state === 'gone') return 'Kept here.'
  return state === 'misconfigured' ? 'Kept here until somebody mends the settings.' : 'Kept here, and tried again.'
}
