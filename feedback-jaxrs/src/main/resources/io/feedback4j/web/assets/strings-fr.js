// @ts-check

/** @type {Required<import('./strings.js').Words>} */
export const words = {
  rateMessage: 'Évaluer cette réponse',
  rateSession: 'Évaluer cette conversation',
  up: 'Utile',
  down: 'Pas utile',
  stored: 'Merci.',
  undone: 'Évaluation retirée.',
  failed: 'Votre évaluation n’a pas pu être enregistrée. Veuillez réessayer.',
  more: 'En dire plus',
  question: 'Qu’est-ce qui n’allait pas ?',
  liked: 'Qu’est-ce qui vous a plu ?',
  optional: 'facultatif',
  comment: 'Votre commentaire',
  shared: 'Votre évaluation et ce que vous indiquez ici sont transmis à l’équipe responsable de cet assistant.',
  send: 'Envoyer',
  close: 'Fermer',
}
