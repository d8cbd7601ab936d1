// @ts-check
import { element } from './dom.js'
import { STEPS, THUMBS, choiceOf } from './vote-state.js'

/** @typedef {import('./strings.js').Words} Words */

const SVG = 'http://www.w3.org/2000/svg'
const HAND = 'M4 11v9m4-9 3.6-7.4c1.9-.6 3.3.2 3.3 1.7v4h4.5a2 2 0 0 1 2.1 2.6L20 18a2.5 2.5 0 0 1-2.5 2H8z'
const FACE = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM9 9.5v.5m6-.5v.5'

/** What a voter sees, but for the comment. */
export class ThumbsView {
  status = element('span', { role: 'status', part: 'status' })
  #question = element('span', { class: 'heading', part: 'heading' })
  #choices = element('span', { class: 'choices' })
  /** The row may have another scale later. @type {[HTMLButtonElement, number, keyof Words][]} */
  #buttons = []
  #scale = ''
  #press
  /** What is shown. @type {import('./vote-state.js').Score} */
  score = null

  /** @param {(score: number, current: number | null) => void} press */
  constructor(press) {
    this.#press = press
    this.row = element('div', { role: 'group', class: 'row', part: 'thumbs' }, this.#question, this.#choices, this.status)
    this.node = element('div', {}, this.row)
  }

  /** What looks pressed, or else the first: where the focus belongs. */
  get pressed() {
    const [[first]] = this.#buttons
    return this.#buttons.find(([button]) => button.ariaPressed === 'true')?.[0] ?? first
  }

  /**
   * The only place that writes to the DOM.
   *
   * @param {object} what
   * @param {import('./vote-state.js').Score} what.score
   * @param {Words} what.words
   * @param {string} what.language
   * @param {string} what.scale
   * @param {boolean} what.whole - the whole session is rated
   * @param {'stored' | 'undone' | 'waiting' | 'failed' | ''} what.message
   * @param {boolean} what.disabled
   */
  show({ score, words, language, scale, whole, message, disabled }) {
    this.score = score
    const steps = scale === '5'
    const choices = steps ? STEPS : THUMBS
    const current = choiceOf(score, steps)
    if (scale !== this.#scale || !this.#buttons.length) this.#choose(scale, choices)
    this.node.lang = language
    this.node.dir = /^(ar|fa|he|ps|ur)$/.test(language) ? 'rtl' : 'ltr'
    const question = whole ? (steps ? words.rateSession : words.solved) : words.rateMessage
    this.row.setAttribute('aria-label', question)
    this.#question.hidden = !whole
    this.#question.textContent = question
    for (const [button, value, name] of this.#buttons) {
      const label = words[whole ? (name === 'up' ? 'yes' : name === 'down' ? 'no' : name) : name] ?? name
      button.setAttribute('aria-pressed', `${value === current}`)
      button.setAttribute('aria-label', label)
      button.title = label
      button.disabled = disabled
      button.onclick = () => this.#press(value, current)
    }
    this.status.className = `status ${message}`
    const text = message && words[message]
    if (this.status.textContent !== text) this.status.textContent = text
  }

  /** @param {string} scale @param {Record<string, number>} choices */
  #choose(scale, choices) {
    this.#scale = scale
    this.#buttons = Object.entries(choices).map(([name, value]) => [choice(name, value), value, /** @type {keyof Words} */ (name)])
    this.#choices.replaceChildren(...this.#buttons.map(([button]) => button))
  }
}

/** @param {string} name @param {number} value */
function choice(name, value) {
  const icon = document.createElementNS(SVG, 'svg')
  const drawing = document.createElementNS(SVG, 'path')
  const hand = name === 'up' || name === 'down'
  drawing.setAttribute('d', hand ? HAND : `${FACE}M8 ${17 - value * 3}q4 ${value * 12 - 6} 8 0`)
  if (name === 'down') drawing.setAttribute('transform', 'rotate(180 12 12)')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  icon.append(drawing)
  return element('button', { type: 'button', class: hand ? 'thumb' : 'thumb face', part: `thumb ${name}` }, icon)
}
