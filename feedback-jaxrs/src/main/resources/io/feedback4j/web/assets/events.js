// @ts-check

/** A vote was stored, or taken back. */
export class VoteEvent extends Event {
  /**
   * @param {{sessionId: string, messageId?: string}} target
   * @param {number | null} score - from 0 (down) to 1 (up); `null` when taken back
   * @param {string} id - of the feedback
   */
  constructor({ sessionId, messageId = '' }, score, id) {
    super('feedback-vote', { bubbles: true, composed: true })
    this.sessionId = sessionId
    this.messageId = messageId
    this.score = score
    this.id = id
    this.undone = score === null
  }
}

/** A vote could not be stored or taken back; the element shows again what the server holds. */
export class FeedbackErrorEvent extends Event {
  /** @param {{sessionId: string, messageId?: string}} target @param {unknown} error */
  constructor({ sessionId, messageId = '' }, error) {
    super('feedback-error', { bubbles: true, composed: true })
    this.sessionId = sessionId
    this.messageId = messageId
    this.error = error
  }
}
