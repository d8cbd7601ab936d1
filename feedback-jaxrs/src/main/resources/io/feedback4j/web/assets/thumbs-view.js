// @ts-check
import { element } from './dom.js'
import { DOWN, UP, thumbOf } from './vote-state.js'

/** @typedef {import('./strings.js').Words} Words */

const SVG = 'http://www.w3.org/2000/svg'
const HAND =
  'M4 11v9M8 11l3.6-7.4c.2-.4.5-.6 1-.6 1.3 0 2.3 1 2.3 2.3v4h4.5c1.4 0 2.4 1.3 2.1 2.6l-1.6 6.4c-.3 1-1.1 1.7-2.2 1.7H8z'

/** What a voter sees, but for the comment. */
export class ThumbsView {
  status = element('span', { role: 'status', part: 'status' })

  /** @param {(thumb: number) => void} press */
  constructor(press) {
    this.up = thumb('up', () => press(UP))
    this.down = thumb('down', () => press(DOWN))
    this.row = element('div', { role: 'group', class: 'row', part: 'thumbs' }, this.up, this.down, this.status)
    this.node = element('div', {}, this.row)
  }

  /**
   * The only place that writes to the DOM.
   *
   * @param {object} what
   * @param {import('./vote-state.js').Score} what.score
   * @param {Words} what.words
   * @param {string} what.language
   * @param {'rateMessage' | 'rateSession'} what.title
   * @param {'stored' | 'undone' | 'failed' | ''} what.message
   * @param {boolean} what.disabled
   */
  show({ score, words, language, title, message, disabled }) {
    this.node.lang = language
    this.node.dir = /^(ar|fa|he|ps|ur)$/.test(language) ? 'rtl' : 'ltr'
    this.row.setAttribute('aria-label', words[title])
    for (const [button, value, label] of /** @type {const} */ ([[this.up, UP, words.up], [this.down, DOWN, words.down]])) {
      button.setAttribute('aria-pressed', `${thumbOf(score) === value}`)
      button.setAttribute('aria-label', label)
      button.title = label
      button.disabled = disabled
    }
    this.status.className = `status ${message}`
    this.status.textContent = message && words[message]
  }
}

/** @param {string} name @param {() => void} pressed */
function thumb(name, pressed) {
  const icon = document.createElementNS(SVG, 'svg')
  const hand = document.createElementNS(SVG, 'path')
  hand.setAttribute('d', HAND)
  if (name === 'down') hand.setAttribute('transform', 'rotate(180 12 12)')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  icon.append(hand)
  const thumb = element('button', { type: 'button', class: 'thumb', part: `thumb ${name}` }, icon)
  thumb.addEventListener('click', pressed)
  return thumb
}
