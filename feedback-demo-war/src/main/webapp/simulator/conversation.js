// @ts-check
import { copyOf, element, part, thumbs } from './dom.js'

/** The left panel: what was said, with thumbs below each answer. The only module that writes there. */
export class Conversation {
  #talk = element('talk')
  #whole = element('whole')
  #sessionId = ''

  /** Shows a session from its beginning. @param {import('./server.js').Session} session */
  show(session) {
    this.#sessionId = session.session_id
    this.#talk.replaceChildren()
    element('whole-thumbs').replaceChildren(thumbs(session.session_id))
    this.#whole.hidden = true
    element('suggestions').hidden = false
    for (const message of session.messages) this.add(message)
  }

  /** Adds what was just said. @param {import('./server.js').Message} message */
  add(message) {
    const item = copyOf('message-template')
    item.classList.add(message.role)
    part(item, '.words').textContent = message.body
    if (message.role === 'assistant') {
      item.append(message.message_id ? thumbs(this.#sessionId, message.message_id) : copyOf('nameless-template'))
      this.#whole.hidden = false
    }
    this.#talk.append(item)
    element('suggestions').hidden = true
    this.#follow()
  }

  /** Begins to show an answer that comes in pieces. */
  begin() {
    const item = copyOf('message-template')
    item.classList.add('assistant', 'speaking')
    item.setAttribute('aria-busy', 'true')
    this.#talk.append(item)
    element('suggestions').hidden = true
    return new Answer(item, this.#sessionId, () => this.#follow())
  }

  /** An answer is there whole. */
  answered() {
    this.#whole.hidden = false
    this.#follow()
  }

  #follow() {
    this.#talk.scrollTop = this.#talk.scrollHeight
  }

  /** The words of an answer, for who speaks about it. @param {string} messageId */
  wordsOf(messageId) {
    const shown = this.#talk.querySelector(`feedback-thumbs[message-id="${CSS.escape(messageId)}"]`)
    return shown?.parentElement?.querySelector('.words')?.textContent ?? messageId
  }
}

/** One answer while it comes. */
class Answer {
  #item
  #sessionId
  #grown
  /** @type {HTMLElement | undefined} */
  #thumbs

  /** @param {HTMLElement} item @param {string} sessionId @param {() => void} grown */
  constructor(item, sessionId, grown) {
    this.#item = item
    this.#sessionId = sessionId
    this.#grown = grown
  }

  /** What came of it. @param {{message_id?: string, words?: string, body?: string}} piece */
  take({ message_id: id, words, body }) {
    if (id && !this.#thumbs) this.#name(id)
    if (words) part(this.#item, '.words').append(words)
    if (body !== undefined) this.#end(body)
    this.#grown()
  }

  /** The thumbs are there from the beginning, and busy: nobody judges half an answer. @param {string} id */
  #name(id) {
    this.#thumbs = thumbs(this.#sessionId, id)
    this.#thumbs.toggleAttribute('busy', true)
    this.#item.append(this.#thumbs)
  }

  /** @param {string} body */
  #end(body) {
    part(this.#item, '.words').textContent = body
    if (!this.#thumbs) this.#item.append(copyOf('nameless-template'))
    this.#thumbs?.removeAttribute('busy')
    this.stop()
  }

  /** Nothing more comes. */
  stop() {
    this.#item.classList.remove('speaking')
    this.#item.removeAttribute('aria-busy')
    if (!this.#item.querySelector('.words')?.textContent) this.#item.remove()
  }
}
