// @ts-check

/** The words of the thumbs in English; those of the dialog are with it, and other languages come when needed. */
export const english = {
  rateMessage: 'Rate this answer',
  rateSession: 'How was this conversation?',
  solved: 'Was your problem solved?',
  up: 'Helpful',
  down: 'Not helpful',
  yes: 'Yes',
  no: 'No',
  worst: 'Very bad',
  bad: 'Bad',
  fair: 'So-so',
  good: 'Good',
  best: 'Very good',
  stored: 'Thank you.',
  undone: 'Rating taken back.',
  waiting: 'Kept here until it can be sent.',
  failed: 'Your rating could not be saved. Please try again.',
}

/** @typedef {typeof english & Partial<typeof import('./comment-panel.js').english> & Partial<typeof import('./delivery.js').english>} Words */

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'ja']

/** @type {Record<string, Partial<Words>>} */
const replaced = {}

/** Tells elements that words were replaced. */
export const replacements = new EventTarget()

/**
 * Replaces words of one language on the whole page, or adds a language.
 *
 * @param {string} language - such as `de`
 * @param {Partial<Words>} words
 */
export function replaceStrings(language, words) {
  replaced[language] = { ...replaced[language], ...words }
  replacements.dispatchEvent(new Event('change'))
}

/**
 * The words of a language; in English where there are none.
 *
 * @param {string} tag - such as `de-AT`
 * @returns {Promise<{words: Words, language: string}>}
 */
export async function wordsIn(tag) {
  const asked = tag.toLowerCase().split('-')[0]
  const builtIn = LANGUAGES.includes(asked)
  const language = builtIn || replaced[asked] ? asked : 'en'
  const own = builtIn ? (await import(`./strings-${language}.js`).catch(() => ({}))).words : {}
  return { words: { ...english, ...own, ...replaced[language] }, language }
}
