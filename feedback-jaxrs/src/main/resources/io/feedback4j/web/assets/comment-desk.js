// @ts-check
import { CommentPanel, english, panelStyle } from './comment-panel.js'
import { element } from './dom.js'

/**
 * What the desk needs of the element it belongs to.
 *
 * @typedef {object} Owner
 * @property {ShadowRoot} shadow
 * @property {HTMLElement} node - holds the row and the panel
 * @property {Element} status - what the button that opens the panel again stands before
 * @property {(text: string, reasons: string[]) => Promise<boolean>} comment - sends it; answers whether it was stored
 * @property {() => void} leave - puts the focus where the voter came from
 * @property {() => ShowArguments} look
 *
 * @typedef {Parameters<CommentPanel['show']>} ShowArguments
 */

/** Asks for a comment once, lets it be opened again, and keeps what was written until it is sent or pointless. */
export class CommentDesk {
  #owner
  #more = element('button', { type: 'button', class: 'more', part: 'more' })
  #asked = false
  /** @type {CommentPanel | null} */
  #panel = null

  /** @param {Owner} owner */
  constructor(owner) {
    this.#owner = owner
    owner.shadow.adoptedStyleSheets = [...new Set([...owner.shadow.adoptedStyleSheets, panelStyle])]
    owner.node.addEventListener('keydown', (event) => this.#escape(event))
    this.#more.addEventListener('click', () => {
      this.#open()
      this.#panel?.focus()
    })
  }

  /** There is a vote without a comment: asks for one, but nobody is asked twice. The focus stays where it is. */
  ask() {
    this.#panel = new CommentPanel((text, reasons) => this.#send(text, reasons), () => this.#close())
    this.#owner.node.append(this.#panel.node)
    if (this.#asked) this.#close()
    else this.#open()
    this.#asked = true
  }

  /** The vote was changed or taken back, and what was being said about it with it. */
  forget() {
    this.#panel?.node.remove()
    this.#panel = null
    this.#more.remove()
  }

  /** Shows words again that may have changed. */
  show() {
    const look = this.#owner.look()
    this.#more.textContent = look[0].more ?? english.more
    this.#panel?.show(...look)
  }

  #open() {
    if (this.#panel) this.#panel.node.hidden = false
    this.#more.remove()
    this.show()
  }

  /** What was written stays, should the voter open it again. */
  #close() {
    if (!this.#panel) return
    this.#leave(this.#panel)
    this.#owner.status.before(this.#more)
    this.show()
  }

  /** @param {CommentPanel} panel */
  #leave(panel) {
    const focused = panel.node.contains(this.#owner.shadow.activeElement)
    panel.node.hidden = true
    if (focused) this.#owner.leave()
  }

  /** @param {string} text @param {string[]} reasons */
  async #send(text, reasons) {
    const panel = this.#panel
    const stored = await this.#owner.comment(text, reasons)
    if (!stored || !panel || panel !== this.#panel) return
    this.#leave(panel)
    this.forget()
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== 'Escape' || event.isComposing || !this.#panel || this.#panel.node.hidden) return
    event.preventDefault()
    event.stopPropagation()
    this.#close()
  }
}
