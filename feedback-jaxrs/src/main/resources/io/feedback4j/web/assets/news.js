// @ts-check

/**
 * What one tab tells the others, and one copy of this script the other on a page: never a text. Every browser that knows
 * constructed style sheets has a channel for it, on plain http too.
 *
 * @typedef {object} News
 * @property {string} target - whose vote it is about
 * @property {string} key - of the action
 * @property {'wished' | 'done' | 'refused'} what
 * @property {import('./vote-state.js').Score} score
 * @property {import('./feedback-client.js').Receipt} [receipt]
 */

const channel = new BroadcastChannel('feedback-news')

/** @param {News} news */
export function tell(news) {
  channel.postMessage(news)
}

/** @param {(news: News) => void} act */
export function listen(act) {
  channel.onmessage = ({ data }) => act(data)
}
