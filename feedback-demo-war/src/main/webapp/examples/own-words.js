import { replaceStrings } from '../api/feedback/thumbs.js'

replaceStrings('nl', {
  up: 'Nuttig',
  down: 'Niet nuttig',
  stored: 'Bedankt!',
})
