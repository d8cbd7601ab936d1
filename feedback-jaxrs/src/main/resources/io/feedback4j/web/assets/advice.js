// @ts-check

/** @type {Set<string>} */
const given = new Set()

/**
 * Tells the author of a page what does not work as written: each thing once, however many elements it is wrong with.
 *
 * @param {{sessionId: string, token: string, scale: string, disabled: boolean}} element
 */
export function advise({ sessionId, token, scale, disabled }) {
  if (!sessionId && !disabled) once('session-id is missing, so there is nothing to rate and the thumbs stay disabled')
  if (token) once('token is not supported yet; nothing is sent with it')
  if (scale !== 'thumbs') once('scale is not supported yet; thumbs are shown')
}

/** @param {string} text */
function once(text) {
  if (given.has(text)) return
  given.add(text)
  console.warn('feedback-thumbs:', text)
}
