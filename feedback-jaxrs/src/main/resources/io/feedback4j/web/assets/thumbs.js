// @ts-check
import { FeedbackThumbsElement } from './thumbs-element.js'

export { vote, takeBack } from './ballot.js'
export { FeedbackError } from './feedback-client.js'
export { replaceStrings } from './strings.js'
export { FeedbackThumbsElement }

// A page may include this file twice, under two addresses.
if (!customElements.get('feedback-thumbs')) customElements.define('feedback-thumbs', FeedbackThumbsElement)
