// @ts-check

/**
 * @typedef {import('./feedback-client.js').Target} Target
 * @typedef {import('./feedback-client.js').Opinion} Opinion
 * @typedef {import('./feedback-client.js').Receipt} Receipt
 * @typedef {typeof import('./feedback-client.js').send} Send
 */

/** @param {Target} target */
function pathOf({ assistant }) {
  return `v1/Assistants/${encodeURIComponent(assistant || 'default')}/Feedbacks`
}

/**
 * Gives feedback; it replaces what was said on this target before, as a whole.
 *
 * @param {Send} send
 * @param {Target} target
 * @param {Opinion} opinion
 * @param {string} key - the same for every repeat of one action
 * @returns {Promise<Receipt>}
 */
export async function give(send, target, { score, text, reasons }, key) {
  const body = { session_id: target.sessionId, message_id: target.messageId || undefined, score, text, reasons }
  const answer = await send(202, 'POST', target, pathOf(target), { 'Idempotency-Key': key }, body)
  const { id, undo } = await answer.json()
  return { id, undo }
}

/**
 * Takes feedback back, comment and all. Repeating it is harmless.
 *
 * @param {Send} send
 * @param {Target} target
 * @param {Receipt} receipt
 */
export async function withdraw(send, target, { id, undo }) {
  await send(204, 'DELETE', target, `${pathOf(target)}/${encodeURIComponent(id)}`, undo ? { 'Feedback-Undo': undo } : {})
}
