// @ts-check
import { FeedbackThumbsElement, prepareStyle } from './thumbs-element.js'

export { give as vote, takeBack, FeedbackError } from './feedback-client.js'
export { FeedbackErrorEvent, VoteEvent } from './events.js'
export { replaceStrings } from './strings.js'
export { FeedbackThumbsElement }

await prepareStyle()
// A page may include this file twice, under two addresses.
if (!customElements.get('feedback-thumbs')) customElements.define('feedback-thumbs', FeedbackThumbsElement)
