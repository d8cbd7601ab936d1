// @ts-check
import { CommentPanel, english, panelStyle } from './comment-panel.js'
import { element } from './dom.js'

/**
 * What the desk needs of the element it belongs to.
 *
 * @typedef {object} Owner
 * @property {ShadowRoot} shadow
 * @property {import('./thumbs-view.js').ThumbsView} view
 * @property {string} name - the target's
 * @property {(text: string, reasons: string[]) => Promise<boolean>} comment - sends it; answers whether it was stored
 * @property {() => ShowArguments} look
 *
 * @typedef {Parameters<CommentPanel['show']>} ShowArguments
 */

const ASKED = 'feedback-asked '

/** Offers to comment on a vote that has no comment yet, and keeps what was written until it is sent or pointless. */
export class CommentDesk {
  #owner
  #more = element('button', { type: 'button', class: 'more', part: 'more' })
  #heard = element('span', { class: 'heard' })
  #unbidden = false
  /** @type {CommentPanel | null} */
  #panel = null

  /** @param {Owner} owner */
  constructor(owner) {
    this.#owner = owner
    owner.shadow.adoptedStyleSheets = [...new Set([...owner.shadow.adoptedStyleSheets, panelStyle])]
    owner.view.node.addEventListener('keydown', (event) => this.#escape(event))
    document.addEventListener('click', this.#outside)
    this.#more.addEventListener('click', () => {
      if (this.#isOpen) this.#close()
      else this.#open().focus()
    })
  }

  /**
   * There is a vote without a comment: offers to open the panel.
   *
   * @param {boolean} open - opens it at once, but nobody is asked twice in a tab; the focus stays where it is
   */
  ask(open) {
    if (!this.#more.isConnected) this.#owner.view.status.before(this.#more)
    if (open && isFirstTime(ASKED + this.#owner.name)) {
      this.#unbidden = true
      this.#open()
    } else this.show()
  }

  /** The vote was changed or taken back, and what was being said about it with it. */
  forget() {
    this.#leave(this.#owner.view.pressed)
    this.#panel?.node.remove()
    this.#panel = null
    this.#unbidden = false
    this.#more.remove()
    this.show()
  }

  /** Nobody needs it any more. */
  end() {
    document.removeEventListener('click', this.#outside)
    this.forget()
  }

  /** Shows words again that may have changed. */
  show() {
    const look = this.#owner.look()
    this.#more.textContent = look[0].more ?? english.more
    this.#more.setAttribute('aria-expanded', `${this.#isOpen}`)
    if (this.#isOpen) this.#panel?.show(...look)
    this.#announce()
  }

  get #isOpen() {
    return this.#panel?.node.hidden === false
  }

  /** Who does not see the panel open by itself is told with the thanks that something is asked. */
  #announce() {
    const { status } = this.#owner.view
    this.#heard.textContent = ` ${this.#panel?.question ?? ''}`
    if (this.#unbidden && this.#isOpen && status.matches('.stored, .waiting')) status.append(this.#heard)
    else this.#heard.remove()
  }

  #open() {
    const panel = (this.#panel ??= new CommentPanel((text, reasons) => this.#send(text, reasons), () => this.#close()))
    this.#owner.view.node.append(panel.node)
    panel.node.hidden = false
    this.#more.setAttribute('aria-controls', panel.node.id)
    this.show()
    reveal(panel)
    return panel
  }

  /** What was written stays, should the voter open it again. */
  #close() {
    this.#leave(this.#more)
    this.#unbidden = false
    this.show()
  }

  /** @param {HTMLElement} next - where the focus goes, if it was in the panel */
  #leave(next) {
    if (!this.#panel) return
    const focused = this.#panel.node.contains(this.#owner.shadow.activeElement)
    this.#panel.node.hidden = true
    if (focused) next.focus()
  }

  /** @param {string} text @param {string[]} reasons */
  async #send(text, reasons) {
    const panel = this.#panel
    this.#unbidden = false
    const stored = await this.#owner.comment(text, reasons)
    if (!stored || !panel || panel !== this.#panel) return
    this.#leave(this.#owner.view.pressed)
    this.forget()
  }

  /** A click beside it keeps the vote, and what was written. @param {Event} event */
  #outside = (event) => {
    if (this.#isOpen && !event.composedPath().includes(this.#owner.shadow.host)) this.#close()
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== 'Escape' || event.isComposing || !this.#isOpen) return
    event.preventDefault()
    event.stopPropagation()
    this.#close()
  }
}

/**
 * At the end of a chat log of a fixed height the panel would be out of sight; its reasons come later and make it higher.
 *
 * @param {CommentPanel} panel
 */
function reveal(panel) {
  const scroll = () => panel.node.scrollIntoView({ block: 'nearest' })
  scroll()
  panel.complete.then(scroll)
}

/** @type {Set<string>} */
const known = new Set()

/** Where a browser forbids storage, only a reload forgets. @param {string} name */
function isFirstTime(name) {
  try {
    if (sessionStorage.getItem(name)) return false
    sessionStorage.setItem(name, '1')
  } catch {
    // as said
  }
  return !known.has(name) && !!known.add(name)
}
