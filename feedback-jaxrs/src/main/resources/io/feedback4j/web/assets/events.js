// @ts-check

/**
 * `feedback-vote`: a vote was stored, or taken back. It has `score`, from 0 (down) to 1 (up) or `null` when taken back,
 * `undone`, and the feedback's `id`. `feedback-error`: it could not be; the element shows again what the server holds. It
 * has the `error`. Both have `sessionId` and `messageId`, bubble, and cross shadow roots.
 *
 * @param {'feedback-vote' | 'feedback-error'} type
 * @param {{sessionId: string, messageId?: string}} target
 * @param {{score: number | null, id: string, undone: boolean} | {error: unknown}} more
 */
export function eventOf(type, { sessionId, messageId = '' }, more) {
  return Object.assign(new Event(type, { bubbles: true, composed: true }), { sessionId, messageId }, more)
}
