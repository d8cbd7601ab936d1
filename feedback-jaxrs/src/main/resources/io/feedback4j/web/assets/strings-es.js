// @ts-check

/** @type {Required<import('./strings.js').Words>} */
export const words = {
  rateMessage: 'Valorar esta respuesta',
  rateSession: 'Valorar esta conversación',
  up: 'Útil',
  down: 'No me sirve',
  stored: 'Gracias.',
  undone: 'Valoración retirada.',
  failed: 'No se pudo guardar su valoración. Inténtelo de nuevo.',
  more: 'Cuéntenos más',
  question: '¿Qué falló?',
  liked: '¿Qué le gustó?',
  optional: 'opcional',
  comment: 'Su comentario',
  shared: 'Su valoración y lo que indique aquí llegan al equipo responsable de este asistente.',
  send: 'Enviar',
  close: 'Cerrar',
}
