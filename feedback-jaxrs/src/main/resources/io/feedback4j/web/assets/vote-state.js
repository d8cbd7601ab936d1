// @ts-check

/**
 * What the thumbs look like before, during and after a vote. A score is a number from 0 to 1; `null` is no vote.
 *
 * @typedef {number | null} Score
 * @typedef {object} VoteState
 * @property {Score} shown - what looks pressed, which is what the voter wants
 * @property {Score} saved - what the server holds
 * @property {boolean} touched - the voter has pressed here
 */

/** The scores that can be given, and the words for them, as they stand in the row. */
export const THUMBS = /** @type {const} */ ({ up: 1, down: 0 })
export const STEPS = /** @type {const} */ ({ worst: 0, bad: 0.25, fair: 0.5, good: 0.75, best: 1 })

/** @type {VoteState} */
export const unvoted = { shown: null, saved: null, touched: false }

/**
 * The choice that stands for a score. Others may have given a score between two of them; between the thumbs is neither.
 *
 * @param {Score} score
 * @param {boolean} steps - there are five choices and not two
 * @returns {Score}
 */
export function choiceOf(score, steps) {
  if (score === null || (score === 0.5 && !steps)) return null
  return steps ? Math.round(score * 4) / 4 : Math.round(score)
}

/** Asks what went wrong, not what was liked. @param {Score} score */
export function isDown(score) {
  return score !== null && score < 0.5
}

/**
 * Shows what the server holds from an earlier visit. A press that was faster stands.
 *
 * @param {VoteState} state
 * @param {Score} score
 * @returns {VoteState}
 */
export function recalled(state, score) {
  return state.touched ? state : { ...state, shown: score, saved: score }
}

/**
 * Shows at once what the voter wants; {@link accepted} or {@link failed} follows.
 *
 * @param {VoteState} state
 * @param {Score} score
 * @returns {VoteState}
 */
export function wished(state, score) {
  return { ...state, shown: score, touched: true }
}

/** @param {VoteState} state @param {Score} score @returns {VoteState} */
export function accepted(state, score) {
  return { ...state, saved: score }
}

/** Goes back to what the server holds. @param {VoteState} state @returns {VoteState} */
export function failed(state) {
  return { ...state, shown: state.saved }
}
