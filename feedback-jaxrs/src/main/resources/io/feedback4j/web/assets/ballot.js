// @ts-check
import { give, newKey, takeBack, votesOf } from './feedback-client.js'
import { keep, kept } from './receipts.js'
import { accepted, failed, pressed, recalled, unvoted } from './vote-state.js'

/**
 * @typedef {import('./feedback-client.js').Target} Target
 * @typedef {import('./receipts.js').Receipt} Receipt
 * @typedef {import('./vote-state.js').VoteState} VoteState
 * @typedef {{score: import('./vote-state.js').Score, text?: string, reasons?: string[]}} Wish
 */

const MAX_SESSIONS = 20

/** A target's name. @param {Target} target */
export function keyOf({ endpoint, assistant, sessionId, messageId }) {
  return JSON.stringify([endpoint, assistant, sessionId, messageId || ''])
}

/** Each session's votes are asked for once, however many elements it has. @type {Map<string, Promise<Map<string, number>>>} */
const sessions = new Map()

/** @param {Target} target */
function currentVotes(target) {
  const key = keyOf({ ...target, messageId: '' })
  const votes = sessions.get(key) ?? votesOf(target).catch(() => new Map())
  sessions.set(key, votes)
  if (sessions.size > MAX_SESSIONS) sessions.delete([...sessions.keys()][0])
  return votes
}

/** One voter's vote on one target: sends what is wished, one request at a time, and the last wish wins. */
export class Ballot {
  /** @type {VoteState} */
  state = unvoted
  /** @type {Wish | undefined} */
  #latest
  /** @type {Promise<unknown>} */
  #tail = Promise.resolve()
  /** @type {Receipt | null} */
  #receipt
  #changed

  /**
   * @param {Target} target
   * @param {() => void} changed - called after each change of `state`
   */
  constructor(target, changed) {
    this.target = target
    this.#receipt = kept(keyOf(target))
    this.#changed = changed
  }

  /**
   * Whether a comment can be added without replacing one: the vote that is shown was given in this tab, without a comment.
   * A vote of another visit may have one that is never shown here, because a service tells scores and no text.
   */
  get commentable() {
    const { shown, saved } = this.state
    return shown !== null && shown === saved && shown === this.#receipt?.score && !this.#receipt.commented
  }

  /** Shows the vote of an earlier visit. */
  async recall() {
    const votes = await currentVotes(this.target)
    this.#become(recalled(this.state, votes.get(this.target.messageId ?? '') ?? null))
  }

  /**
   * Presses a thumb: votes, changes the vote, or takes it back when it was pressed already.
   *
   * @param {number} thumb
   * @returns {Promise<Receipt | null>} `null` when a later wish made it needless
   */
  press(thumb) {
    this.#become(pressed(this.state, thumb))
    return this.#wish({ score: this.state.shown })
  }

  /**
   * Says the same again with a comment; the service replaces the first.
   *
   * @param {string} text
   * @param {string[]} reasons
   */
  comment(text, reasons) {
    return this.#wish({ score: this.state.shown, text: text || undefined, reasons })
  }

  /** @param {Wish} wish @returns {Promise<Receipt | null>} */
  #wish(wish) {
    this.#latest = wish
    const done = this.#tail.then(() => (wish === this.#latest ? this.#carryOut(wish) : null))
    this.#tail = done.catch(() => {})
    return done
  }

  /** @param {Wish} wish */
  async #carryOut(wish) {
    if (wish.score === this.state.saved && !wish.reasons) return null
    try {
      const receipt = await (wish.score === null ? this.#withdraw() : this.#give(wish))
      this.#remember(wish.score)
      return receipt
    } catch (error) {
      if (wish !== this.#latest) return null
      this.#become(failed(this.state))
      throw error
    }
  }

  /** @param {Wish} wish */
  async #give(wish) {
    const score = wish.score ?? undefined
    const receipt = await give(this.target, { ...wish, score }, newKey())
    this.#hold({ ...receipt, score, commented: !!wish.reasons })
    return receipt
  }

  /** A vote whose receipt is gone or stale is given once more: that makes it ours to take back. */
  async #withdraw() {
    let receipt = this.#receipt
    if (receipt) {
      try {
        await takeBack(this.target, receipt)
      } catch (error) {
        if (![401, 403, 404].includes(/** @type {any} */ (error).status)) throw error
        receipt = null
      }
    }
    if (!receipt) {
      receipt = await this.#give({ score: this.state.saved })
      await takeBack(this.target, receipt)
    }
    this.#hold(null)
    return receipt
  }

  /** Kept for the life of the tab, so that a vote can be taken back after a reload. @param {Receipt | null} receipt */
  #hold(receipt) {
    this.#receipt = receipt
    keep(keyOf(this.target), receipt)
  }

  /** Elements that come later show it without asking. @param {import('./vote-state.js').Score} score */
  #remember(score) {
    this.#become(accepted(this.state, score))
    const messageId = this.target.messageId ?? ''
    currentVotes(this.target).then((votes) => (score === null ? votes.delete(messageId) : votes.set(messageId, score)))
  }

  /** @param {VoteState} state */
  #become(state) {
    this.state = state
    this.#changed()
  }
}
