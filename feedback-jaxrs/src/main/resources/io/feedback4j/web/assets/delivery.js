// @ts-check
import { element } from './dom.js'
import style from './delivery.css' with { type: 'css' }

/** @typedef {import('./ballot.js').Ballot} Ballot */

export const english = {
  kept: 'Kept here',
  delivered: 'Delivered',
  refused: 'Kept here, not delivered',
}

/** A vote settles for half a minute before it is forwarded; nobody watches for longer than some minutes. */
const LOOKS_MILLIS = [0, 35_000, 30_000, 60_000, 120_000, 300_000]

/** Shows where a vote is: kept by the service, or delivered to where it forwards votes. */
export class Delivery {
  #note = element('span', { class: 'receipt', part: 'receipt', hidden: '' })
  #post
  /** @type {Ballot | null} */
  #ballot = null
  #words = english
  /** @type {number | null} */
  #score = null
  #looks = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** @type {keyof typeof english} */
  #state = 'kept'

  /** @param {HTMLElement} row @param {typeof import('./feedback-client.js').post} post */
  constructor(row, post) {
    const root = /** @type {ShadowRoot} */ (row.getRootNode())
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, style]
    row.append(this.#note)
    this.#post = post
  }

  /** @param {Ballot} ballot @param {Partial<typeof english>} words */
  follow(ballot, words) {
    this.#words = { ...english, ...words }
    if (ballot !== this.#ballot) {
      this.stop()
      this.#ballot = ballot
      ballot.watch(this.#changed)
    }
    this.#changed()
  }

  /** The element is gone, or shows another target. */
  stop() {
    clearTimeout(this.#timer)
    this.#ballot?.unwatch(this.#changed)
    this.#ballot = null
    this.#score = null
    this.#note.hidden = true
  }

  #changed = () => {
    const { shown = null, saved = null } = this.#ballot?.state ?? {}
    const score = shown === saved ? saved : null
    if (score !== this.#score) {
      clearTimeout(this.#timer)
      this.#score = score
      this.#state = 'kept'
      this.#looks = 0
      if (score !== null) this.#later()
    }
    this.#note.hidden = score === null
    this.#note.className = `receipt ${this.#state}`
    this.#note.textContent = this.#words[this.#state]
  }

  #later() {
    const pause = LOOKS_MILLIS[this.#looks++]
    if (pause !== undefined) this.#timer = setTimeout(() => this.#look(), pause)
  }

  async #look() {
    const ballot = this.#ballot
    if (!ballot) return
    /** @type {{votes: {delivery?: keyof typeof english}[]}} */
    const { votes } = await this.#post(200, 'votes', ballot.target, { message_id: ballot.target.messageId ?? '', deliveries: true })
      .then((answer) => answer.json())
      .catch(() => ({ votes: [] }))
    const [own] = votes
    if (ballot !== this.#ballot) return
    if (own?.delivery && english[own.delivery]) this.#state = own.delivery
    this.#changed()
    if (this.#state === 'kept') this.#later()
  }
}
