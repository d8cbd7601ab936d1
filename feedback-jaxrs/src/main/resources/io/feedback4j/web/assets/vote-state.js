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

export const UP = 1
export const DOWN = 0

/** @type {VoteState} */
export const unvoted = { shown: null, saved: null, touched: false }

/**
 * The thumb that stands for a score. Others may have given a score between the two.
 *
 * @param {Score} score
 * @returns {Score}
 */
export function thumbOf(score) {
  return score === null || score === 0.5 ? null : score > 0.5 ? UP : DOWN
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
 * Shows the press at once; {@link accepted} or {@link failed} follows. The pressed thumb pressed again is no vote.
 *
 * @param {VoteState} state
 * @param {number} thumb
 * @returns {VoteState}
 */
export function pressed(state, thumb) {
  return { ...state, shown: thumbOf(state.shown) === thumb ? null : thumb, touched: true }
}

/** @param {VoteState} state @param {Score} score @returns {VoteState} */
export function accepted(state, score) {
  return { ...state, saved: score }
}

/** Goes back to what the server holds. @param {VoteState} state @returns {VoteState} */
export function failed(state) {
  return { ...state, shown: state.saved }
}
