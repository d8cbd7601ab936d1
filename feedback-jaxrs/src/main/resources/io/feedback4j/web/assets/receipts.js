// @ts-check

/**
 * Proof of a vote given in this tab, and what was said with it.
 *
 * @typedef {import('./feedback-client.js').Receipt & {score?: number, commented?: boolean}} Receipt
 */

const PREFIX = 'feedback-receipt '

/** @param {string} target @returns {Receipt | null} */
export function kept(target) {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + target) ?? 'null')
  } catch {
    return null // a browser may forbid storage; then only a reload forgets
  }
}

/** @param {string} target @param {Receipt | null} receipt */
export function keep(target, receipt) {
  try {
    if (receipt) sessionStorage.setItem(PREFIX + target, JSON.stringify(receipt))
    else sessionStorage.removeItem(PREFIX + target)
  } catch {
    // as above
  }
}
