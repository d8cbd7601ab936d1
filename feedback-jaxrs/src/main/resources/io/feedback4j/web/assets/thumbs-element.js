// @ts-check
import { AttributesElement } from './attributes.js'
import { Ballot, callPostman } from './ballot.js'
import { eventOf } from './events.js'
import { post } from './feedback-client.js'
import { watch } from './impressions.js'
import { english, replacements, wordsIn } from './strings.js'
import { ThumbsView } from './thumbs-view.js'
import { isDown } from './vote-state.js'
import style from './thumbs.css' with { type: 'css' }

/** @typedef {import('./strings.js').Words} Words */
/** @typedef {'stored' | 'undone' | 'waiting' | 'failed' | ''} Message */

const THANKS_MILLIS = 6000

/** @param {unknown} error */
function warn(error) {
  console.warn('feedback-thumbs:', error)
}

/**
 * Two thumbs, or five steps, under one message of an assistant or under a whole session.
 *
 * @customElement feedback-thumbs
 * @attr {string} session-id - the session
 * @attr {string} [message-id] - the message; without it the whole session is rated
 * @attr {string} [assistant=default] - the assistant's id
 * @attr {string} [endpoint] - the REST root, such as `/api`; default: the one that served this file
 * @attr {string} [token] - sent as the header `Feedback-Token` with every request
 * @attr {string} [scale=thumbs] - `thumbs`, or `5` for five steps that are sent as 0, 0.25, 0.5, 0.75, 1
 * @attr {string} [reasons] - `off`, or the ids that are offered, separated by spaces or commas; default: the whole catalogue
 * @attr {string} [lang] - default: that of the page
 * @attr {string} [impressions] - `off` tells nobody that the message was seen
 * @attr {boolean} [disabled] - nothing can be pressed
 * @attr {boolean} [busy] - hidden, while the answer is still being written
 * @attr {boolean} [receipt] - shows where a vote is: kept here, delivered
 * @fires feedback-vote
 * @fires feedback-error
 * @csspart thumbs - the row
 * @csspart heading - what is asked of a session
 * @csspart thumb - each button; also `up`, `down`, or `worst`, `bad`, `fair`, `good`, `best`
 * @csspart more - the button that opens and closes the comment
 * @csspart status - what is told: thanks, errors
 * @csspart receipt - where the vote is
 * @csspart panel - the comment; in it `question`, `reason`, `comment`, `send`, `close`
 * @cssproperty [--feedback-size=44px] - a button's target
 * @cssproperty [--feedback-icon-size=20px]
 * @cssproperty --feedback-accent - a pressed button and the Send button
 * @cssproperty --feedback-on-accent - text on the Send button
 * @cssproperty --feedback-error - the mark beside an error
 * @cssproperty [--feedback-radius=12px] - the panel's corners
 * @example
 *   <feedback-thumbs session-id="demo" message-id="aia_msg_1"></feedback-thumbs>
 */
export class FeedbackThumbsElement extends AttributesElement {
  #shadow = this.attachShadow({ mode: 'open' })
  #view = new ThumbsView((score, current) => this.#press(score, current))
  /** @type {Ballot | null} */
  #ballot = null
  /** @type {import('./comment-desk.js').CommentDesk | null} */
  #desk = null
  /** @type {import('./delivery.js').Delivery | null} */
  #delivery = null
  /** @type {Message} */
  #message = ''
  #words = english
  #language = 'en'
  /** @type {Partial<Words>} */
  #strings = {}
  #renewing = false
  #wishes = 0
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #thanks

  constructor() {
    super()
    this.#shadow.adoptedStyleSheets = [style]
    this.#shadow.append(this.#view.node)
    for (const hint of ['pointerover', 'focusin']) this.addEventListener(hint, () => callPostman().catch(() => {}), { once: true })
  }

  connectedCallback() {
    super.connectedCallback()
    replacements.addEventListener('change', this.#renew)
    this.#renew()
  }

  disconnectedCallback() {
    replacements.removeEventListener('change', this.#renew)
    this.#judge(null)
    this.#delivery?.stop()
    watch(this, null)
  }

  attributeChangedCallback() {
    this.#renew()
  }

  /** Words of this element alone, over those of its language. */
  get strings() {
    return this.#strings
  }

  set strings(words) {
    this.#strings = words ?? {}
    this.#renew()
  }

  /** Several attributes change at once; they are acted upon once. */
  #renew = () => {
    if (this.#renewing) return
    this.#renewing = true
    queueMicrotask(() => {
      this.#renewing = false
      if (this.isConnected) this.#begin()
    })
  }

  async #begin() {
    const { sessionId, messageId, assistant, endpoint, token, disabled, busy, impressions, receipt } = /** @type {any} */ (this)
    const target = { sessionId, messageId, assistant, endpoint, token }
    this.#judge(sessionId ? Ballot.of(target) : null)
    watch(this, busy || impressions === 'off' ? null : target)
    this.#show()
    if (!sessionId && !disabled) warn('session-id is missing, so there is nothing to rate')
    const tag = this.closest('[lang]')?.getAttribute('lang') || document.documentElement.lang || navigator.language
    const { words, language } = await wordsIn(tag)
    this.#words = { ...words, ...this.#strings }
    this.#language = language
    this.#show()
    if (receipt) this.#follow()
  }

  /** @param {Ballot | null} ballot */
  #judge(ballot) {
    if (ballot === this.#ballot) return
    this.#ballot?.unwatch(this.#changed)
    this.#ballot = ballot
    this.#desk?.end()
    this.#desk = null
    this.#tell('')
    if (!ballot) return
    ballot.watch(this.#changed)
    ballot.recall().catch(() => {}).then(() => this.#ask(ballot, false))
  }

  #changed = () => {
    if (this.#ballot?.state.shown !== this.#view.score) this.#desk?.forget()
    this.#show()
  }

  async #follow() {
    const { Delivery } = await import('./delivery.js')
    this.#delivery ??= new Delivery(this.#view.row, post)
    if (this.#ballot) this.#delivery.follow(this.#ballot, /** @type {Partial<Words>} */ (this.#words))
  }

  /** @param {number} score @param {number | null} current */
  async #press(score, current) {
    const ballot = this.#ballot
    if (!ballot) return
    this.#desk?.forget()
    const stored = await this.#settle(ballot, (delayed) => ballot.give({ score: current === score ? null : score }, delayed))
    if (stored) await this.#ask(ballot, isDown(ballot.state.shown))
  }

  /** @param {Ballot} ballot @param {boolean} open - or only offer to */
  async #ask(ballot, open) {
    if (!ballot.commentable) return
    const { CommentDesk } = await import('./comment-desk.js').catch(() => ({ CommentDesk: null }))
    if (!CommentDesk || ballot !== this.#ballot || !ballot.commentable) return
    this.#desk ??= new CommentDesk({
      shadow: this.#shadow,
      view: this.#view,
      name: ballot.name,
      comment: (text, reasons) => this.#settle(ballot, (delayed) => ballot.give({ score: ballot.state.shown, text, reasons }, delayed)),
      look: () => [this.#words, this.#language, ballot.target.endpoint ?? '', /** @type {any} */ (this).reasons, isDown(ballot.state.shown)],
    })
    this.#desk.ask(open)
  }

  /**
   * Tells how a wish came out. Answers whether it was stored, or waits to be sent.
   *
   * @param {Ballot} ballot
   * @param {(delayed: () => void) => ReturnType<Ballot['give']>} act
   * @returns {Promise<boolean>}
   */
  #settle(ballot, act) {
    const wish = ++this.#wishes
    const tell = (/** @type {Message} */ message) => wish === this.#wishes && ballot === this.#ballot && this.#tell(message)
    tell('')
    return new Promise((resolve) => {
      const wished = act(() => {
        tell('waiting')
        resolve(true)
      })
      const { shown } = ballot.state
      wished.then(
        (receipt) => {
          tell(shown === null ? 'undone' : receipt ? 'stored' : '')
          if (receipt) this.dispatchEvent(eventOf('feedback-vote', ballot.target, { score: shown, id: receipt.id, undone: shown === null }))
          resolve(!!receipt)
        },
        (error) => {
          warn(error)
          tell('failed')
          this.dispatchEvent(eventOf('feedback-error', ballot.target, { error }))
          resolve(false)
        },
      )
    })
  }

  /** @param {Message} message */
  #tell(message) {
    clearTimeout(this.#thanks)
    this.#message = message
    this.#show()
    if (message === 'stored' || message === 'undone') this.#thanks = setTimeout(() => this.#tell(''), THANKS_MILLIS)
  }

  #show() {
    const { scale, messageId, disabled } = /** @type {any} */ (this)
    this.#view.show({
      score: this.#ballot?.state.shown ?? null,
      words: this.#words,
      language: this.#language,
      scale,
      whole: !messageId,
      message: this.#message,
      disabled: disabled || !this.#ballot,
    })
    this.#desk?.show()
  }
}
