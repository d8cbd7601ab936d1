// @ts-check
import { element } from './dom.js'
import style from './comment-panel.css' with { type: 'css' }

/**
 * @typedef {import('./strings.js').Words} Words
 * @typedef {{id: string, label: string}} Reason
 */

export const MAX_TEXT_CHARS = 4000
const MAX_REASONS = 8

export const english = {
  more: 'Tell us more',
  question: 'What went wrong?',
  liked: 'What did you like?',
  optional: 'optional',
  comment: 'Your comment',
  shared: 'Your rating and what you say here go to the team behind this assistant.',
  send: 'Send',
  close: 'Close',
}

export const panelStyle = style

/** @type {Map<string, Promise<Reason[]>>} */
const catalogues = new Map()

/**
 * The reasons a voter can choose from, asked for once per language; none when they cannot be had.
 *
 * @param {string} root - the REST root
 * @param {string} language
 * @returns {Promise<Reason[]>}
 */
function catalogue(root, language) {
  const url = `${root}/feedback/reasons?lang=${language}`
  const reasons =
    catalogues.get(url) ??
    fetch(url, { credentials: 'same-origin' })
      .then(async (answer) => (answer.ok ? (await answer.json()).reasons : []))
      .catch(() => [])
  catalogues.set(url, reasons)
  return reasons
}

/** Asks what went wrong, or what was liked: reasons to tick, a text. Nothing in it is required. */
export class CommentPanel {
  #count = element('div', { class: 'count', id: 'count' })
  #optional = element('span', { class: 'optional' })
  #question = element('p', { class: 'question', id: 'question', part: 'question' })
  #reasons = element('div', { class: 'reasons', role: 'group', 'aria-labelledby': 'question', hidden: '' })
  #text = element('textarea', { part: 'comment', rows: '3', maxlength: `${MAX_TEXT_CHARS}`, 'aria-describedby': 'count' })
  #shared = element('p', { class: 'shared' })
  #close = element('button', { type: 'button', part: 'close' })
  #send = element('button', { type: 'button', class: 'send', part: 'send' })
  #sending = false
  /** As it is asked, without markup. */
  question = ''

  #language = ''
  #offered = ''
  /** Settled when the reasons are there. */
  complete = Promise.resolve()
  #submitted

  /** @param {(text: string, reasons: string[]) => Promise<unknown>} submitted @param {() => void} closed */
  constructor(submitted, closed) {
    this.#submitted = submitted
    const actions = element('div', { class: 'actions' }, this.#close, this.#send)
    const parts = [this.#question, this.#reasons, this.#text, this.#count, this.#shared, actions]
    this.node = element('div', { class: 'panel', id: 'panel', part: 'panel', role: 'group', 'aria-labelledby': 'question' }, ...parts)
    this.#close.addEventListener('click', closed)
    this.#send.addEventListener('click', () => this.#submit())
    this.#text.addEventListener('input', () => this.#counted())
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#submit()
    })
  }

  /**
   * @param {Words} given
   * @param {string} language
   * @param {string} root - the REST root
   * @param {string} choice - `off`, the ids of some reasons, or nothing for all
   * @param {boolean} down - reasons are what can go wrong, so that a thumbs up has none
   */
  show(given, language, root, choice, down) {
    const words = { ...english, ...given }
    this.#language = language
    this.#optional.textContent = words.optional
    this.question = down ? words.question : words.liked
    this.#question.replaceChildren(this.question, ' ', this.#optional)
    this.#text.placeholder = words.comment
    this.#text.setAttribute('aria-label', words.comment)
    this.#shared.textContent = words.shared
    this.#close.textContent = words.close
    this.#send.textContent = words.send
    this.#counted()
    this.#offer(root, down ? choice : 'off')
  }

  /** @param {string} root @param {string} choice */
  #offer(root, choice) {
    const offered = [root, choice, this.#language].join()
    if (offered === this.#offered) return
    this.#offered = offered
    this.complete = this.#fill(root, choice)
  }

  /** @param {string} root @param {string} choice */
  async #fill(root, choice) {
    const ids = choice.split(/[\s,]+/).filter(Boolean)
    const all = choice === 'off' ? [] : await catalogue(root, this.#language)
    const reasons = all.filter(({ id }) => !ids.length || ids.includes(id))
    const chosen = this.#chosen
    this.#reasons.replaceChildren(...reasons.map(({ id, label }) => this.#chip(id, label, chosen.includes(id))))
    this.#reasons.hidden = !reasons.length
  }

  focus() {
    this.#text.focus()
  }

  /** @param {string} id @param {string} label @param {boolean} chosen */
  #chip(id, label, chosen) {
    const attributes = { type: 'button', class: 'reason', part: 'reason', value: id, 'aria-pressed': `${chosen}` }
    const chip = element('button', attributes, label)
    chip.addEventListener('click', () => {
      const pressed = chip.getAttribute('aria-pressed') === 'true'
      if (pressed || this.#chosen.length < MAX_REASONS) chip.setAttribute('aria-pressed', `${!pressed}`)
    })
    return chip
  }

  get #chosen() {
    return [...this.#reasons.querySelectorAll('button')]
      .filter((chip) => chip.getAttribute('aria-pressed') === 'true')
      .map((chip) => chip.value)
  }

  #counted() {
    this.#text.dir = this.#text.value && 'auto' // people write in other languages than the page's
    const number = new Intl.NumberFormat(this.#language)
    this.#count.textContent = `${number.format(this.#text.value.length)} / ${number.format(MAX_TEXT_CHARS)}`
  }

  /** With nothing said there is nothing to send: the text is asked for instead. */
  async #submit() {
    const text = this.#text.value.trim()
    const reasons = this.#chosen
    if (this.#sending) return
    if (!text && !reasons.length) return this.focus()
    this.#busy(true)
    await this.#submitted(text, reasons)
    this.#busy(false)
  }

  /** Not `disabled`, because that would take the focus away. @param {boolean} sending */
  #busy(sending) {
    this.#sending = sending
    this.#send.setAttribute('aria-disabled', `${sending}`)
  }
}
