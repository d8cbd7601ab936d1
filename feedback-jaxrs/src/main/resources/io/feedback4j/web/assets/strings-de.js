// @ts-check

/** @type {Required<import('./strings.js').Words>} */
export const words = {
  rateMessage: 'Diese Antwort bewerten',
  rateSession: 'Dieses Gespräch bewerten',
  up: 'Hilfreich',
  down: 'Nicht hilfreich',
  stored: 'Danke.',
  undone: 'Bewertung zurückgenommen.',
  failed: 'Die Bewertung konnte nicht gespeichert werden. Bitte versuchen Sie es noch einmal.',
  more: 'Mehr dazu sagen',
  question: 'Was war nicht gut?',
  liked: 'Was war gut?',
  optional: 'freiwillig',
  comment: 'Ihr Kommentar',
  shared: 'Ihre Bewertung und was Sie hier angeben, gehen an das Team hinter diesem Assistenten.',
  send: 'Senden',
  close: 'Schließen',
}
