// @ts-check
import { AttributesElement } from './attributes.js'
import { Ballot, keyOf } from './ballot.js'
import { styleSheet } from './dom.js'
import { FeedbackErrorEvent, VoteEvent } from './events.js'
import { rootFor } from './feedback-client.js'
import { english, replacements, wordsIn } from './strings.js'
import { ThumbsView } from './thumbs-view.js'
import { DOWN } from './vote-state.js'

/** @typedef {import('./strings.js').Words} Words */

const THANKS_MILLIS = 6000

/** @type {CSSStyleSheet} */
let style

/** Loads the style sheet that all elements share, before the first of them is shown. */
export async function prepareStyle() {
  style = await styleSheet('./thumbs.css')
}

/** @param {unknown} error */
function warn(error) {
  console.warn('feedback-thumbs:', error)
}

/**
 * Two thumbs under one message of an assistant, or under a whole session.
 *
 * @customElement feedback-thumbs
 * @attr {string} session-id - the session
 * @attr {string} [message-id] - the message; without it the whole session is rated
 * @attr {string} [assistant=default] - the assistant's id
 * @attr {string} [endpoint] - the REST root, such as `/api`; default: the one that served this file
 * @attr {string} [token] - reserved; not supported yet, nothing is sent with it
 * @attr {string} [scale=thumbs] - reserved; not supported yet, thumbs are shown whatever it says
 * @attr {string} [reasons] - `off`, or the ids that are offered, separated by spaces or commas; default: the whole catalogue
 * @attr {string} [lang] - default: that of the page
 * @attr {boolean} [disabled] - for example while the answer is still being written
 * @fires {VoteEvent} feedback-vote
 * @fires {FeedbackErrorEvent} feedback-error
 * @csspart thumbs - the row
 * @csspart thumb - each thumb; also `up`, `down`
 * @csspart more - the button that opens and closes the comment
 * @csspart status - what is told: thanks, errors
 * @csspart panel - the comment; in it `question`, `reason`, `comment`, `send`, `close`
 * @cssproperty [--feedback-size=44px] - a thumb's target
 * @cssproperty [--feedback-icon-size=20px]
 * @cssproperty --feedback-accent - a pressed thumb and the Send button
 * @cssproperty --feedback-on-accent - text on the Send button
 * @cssproperty --feedback-error - the text of an error
 * @cssproperty [--feedback-radius=12px] - the panel's corners
 * @example
 *   <feedback-thumbs session-id="demo" message-id="aia_msg_1"></feedback-thumbs>
 */
export class FeedbackThumbsElement extends AttributesElement {
  #shadow = this.attachShadow({ mode: 'open' })
  #view = new ThumbsView((thumb) => this.#press(thumb))
  #ballot = new Ballot({ sessionId: '' }, () => {})
  /** @type {import('./comment-desk.js').CommentDesk | null} */
  #desk = null
  /** @type {'stored' | 'undone' | 'failed' | ''} */
  #message = ''
  #words = english
  #language = 'en'
  /** @type {Partial<Words>} */
  #strings = {}
  #renewing = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #thanks

  constructor() {
    super()
    this.#shadow.adoptedStyleSheets = [style]
    this.#shadow.append(this.#view.node)
  }

  connectedCallback() {
    super.connectedCallback()
    replacements.addEventListener('change', this.#renew)
    this.#renew()
  }

  disconnectedCallback() {
    replacements.removeEventListener('change', this.#renew)
  }

  attributeChangedCallback() {
    this.#renew()
  }

  /** Words of this element alone, over those of its language. */
  get strings() {
    return this.#strings
  }

  set strings(words) {
    this.#strings = words
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
    const { sessionId, messageId, assistant, endpoint, token, scale, disabled } = this
    const target = { sessionId, messageId, assistant, endpoint }
    if (keyOf(target) !== keyOf(this.#ballot.target)) this.#judge(target)
    this.#show()
    if (token || scale !== 'thumbs' || !(sessionId || disabled)) import('./advice.js').then(({ advise }) => advise(this), warn)
    const tag = this.closest('[lang]')?.getAttribute('lang') || document.documentElement.lang || navigator.language
    const { words, language } = await wordsIn(tag)
    this.#words = { ...words, ...this.#strings }
    this.#language = language
    this.#show()
  }

  /** @param {import('./feedback-client.js').Target} target */
  #judge(target) {
    const ballot = new Ballot(target, () => {
      if (ballot === this.#ballot) this.#show()
    })
    this.#ballot = ballot
    this.#desk?.forget()
    this.#desk = null
    this.#tell('')
    if (target.sessionId) ballot.recall().then(() => this.#ask(ballot, false)).catch(warn)
  }

  /** @param {number} thumb */
  async #press(thumb) {
    const ballot = this.#ballot
    this.#desk?.forget()
    this.#tell('')
    const stored = await this.#settle(ballot, ballot.press(thumb))
    if (stored) this.#ask(ballot, ballot.state.shown === DOWN).catch(warn)
  }

  /** @param {Ballot} ballot @param {boolean} open - or only offer to */
  async #ask(ballot, open) {
    if (!ballot.commentable) return
    const { CommentDesk } = await import('./comment-desk.js')
    if (ballot !== this.#ballot || !ballot.commentable) return
    this.#desk ??= new CommentDesk({
      shadow: this.#shadow,
      ...this.#view,
      comment: (text, reasons) => this.#settle(ballot, ballot.comment(text, reasons)),
      look: () => [this.#words, this.#language, rootFor(this), this.reasons, ballot.state.shown === DOWN],
    })
    this.#desk.ask(open)
  }

  /**
   * Tells how a wish came out. Answers whether it was stored.
   *
   * @param {Ballot} ballot
   * @param {ReturnType<Ballot['press']>} wish
   */
  async #settle(ballot, wish) {
    const { shown } = ballot.state
    let event
    try {
      const receipt = await wish
      if (!receipt) return false
      event = new VoteEvent(ballot.target, shown, receipt.id)
    } catch (error) {
      warn(error)
      event = new FeedbackErrorEvent(ballot.target, error)
    }
    const stored = event instanceof VoteEvent
    if (ballot === this.#ballot) this.#tell(!stored ? 'failed' : shown === null ? 'undone' : 'stored')
    this.dispatchEvent(event)
    return stored
  }

  /** @param {'stored' | 'undone' | 'failed' | ''} message */
  #tell(message) {
    clearTimeout(this.#thanks)
    this.#message = message
    this.#show()
    if (message && message !== 'failed') this.#thanks = setTimeout(() => this.#tell(''), THANKS_MILLIS)
  }

  #show() {
    this.#view.show({
      score: this.#ballot.state.shown,
      words: this.#words,
      language: this.#language,
      title: this.messageId ? 'rateMessage' : 'rateSession',
      message: this.#message,
      disabled: this.disabled || !this.sessionId,
    })
    this.#desk?.show()
  }
}
