// @ts-check
/** The few helpers with which the page writes to its document. Text goes in by `textContent` alone. */

/** The element with this id. @param {string} id */
export function element(id) {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element with the id ${id}`)
  return found
}

/** The first element in there that matches. @param {ParentNode} within @param {string} selector */
export function part(within, selector) {
  const found = within.querySelector(selector)
  if (!(found instanceof HTMLElement)) throw new Error(`nothing matches ${selector}`)
  return found
}

/** A new copy of the one element that a template holds. @param {string} id */
export function copyOf(id) {
  const template = /** @type {HTMLTemplateElement} */ (element(id))
  const copy = document.importNode(template.content, true).firstElementChild
  return /** @type {HTMLElement} */ (copy)
}

/** Thumbs for a message, or for the whole session. @param {string} sessionId @param {string} [messageId] */
export function thumbs(sessionId, messageId) {
  const made = document.createElement('feedback-thumbs')
  made.setAttribute('session-id', sessionId)
  if (messageId) made.setAttribute('message-id', messageId)
  return made
}
