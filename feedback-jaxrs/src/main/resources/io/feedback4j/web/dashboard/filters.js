// @ts-check
import { PRESETS, isDay, isZone } from './periods.js'

/** What is looked at, and how that is written behind the # of the page's address, which no server and no log sees. */

/**
 * @typedef {{ page: string, period: string, from: string, until: string, zone: string, assistant: string, weight: string,
 *   filters: Record<string, string> }} View
 */

/** What a page may narrow by, beside the period. */
export const FILTERS = [
  'q', 'session_id', 'message_id', 'reason', 'min_score', 'max_score', 'has_comment', 'status', 'since', 'until_moment',
  'order', 'bucket', 'state', 'destination', 'http_status', 'id', 'assistant_id',
]

const KEPT = ['period', 'from', 'until', 'zone', 'assistant', 'weight']

/**
 * @param {string} zone that of the browser
 * @returns {View}
 */
export function usualView(zone) {
  return { page: 'overview', period: '30d', from: '', until: '', zone: isZone(zone) ? zone : 'UTC', assistant: '', weight: 'votes', filters: {} }
}

/**
 * What an address says; where it says nothing or nonsense, what was looked at before.
 *
 * @param {string} fragment such as #/votes?period=7d
 * @param {View} before
 * @returns {View}
 */
export function viewOf(fragment, before) {
  const [path, query = ''] = fragment.replace(/^#?\/?/, '').split('?', 2)
  const said = new URLSearchParams(query)
  const one = (/** @type {string} */ name) => said.get(name) ?? ''
  const custom = isDay(one('from')) && isDay(one('until')) && one('from') <= one('until')
  const view = { ...before, page: /^[a-z]+$/.test(path) ? path : 'overview', filters: /** @type {Record<string, string>} */ ({}) }
  if (one('period') === 'custom' && custom) Object.assign(view, { period: 'custom', from: one('from'), until: one('until') })
  else if (PRESETS.includes(one('period'))) Object.assign(view, { period: one('period'), from: '', until: '' })
  if (isZone(one('zone'))) view.zone = one('zone')
  if (said.has('assistant')) view.assistant = one('assistant')
  if (['votes', 'sessions'].includes(one('weight'))) view.weight = one('weight')
  for (const name of FILTERS) if (one(name) !== '') view.filters[name] = one(name)
  return view
}

/**
 * The address of a view.
 *
 * @param {View} view
 */
export function addressOf(view) {
  const said = new URLSearchParams()
  said.set('period', view.period)
  if (view.period === 'custom') {
    said.set('from', view.from)
    said.set('until', view.until)
  }
  said.set('zone', view.zone)
  if (view.assistant) said.set('assistant', view.assistant)
  if (view.weight !== 'votes') said.set('weight', view.weight)
  for (const name of FILTERS) if (view.filters[name]) said.set(name, view.filters[name])
  return `#/${view.page}?${said}`
}

/**
 * What is remembered for the next visit: never a filter, which may name a session or what somebody wrote.
 *
 * @param {View} view
 */
export function remembered(view) {
  return JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, view[/** @type {keyof View} */ (name)]])))
}

/**
 * @param {string | null} text what {@link remembered} gave, at some time
 * @param {View} usual
 */
export function recalled(text, usual) {
  try {
    const said = new URLSearchParams()
    for (const [name, value] of Object.entries(JSON.parse(text ?? '{}'))) {
      if (KEPT.includes(name) && typeof value === 'string') said.set(name, value)
    }
    return viewOf(`#/overview?${said}`, usual)
  } catch {
    return usual
  }
}

/**
 * What the list of votes is asked for.
 *
 * @param {View} view
 * @param {{ from: number, until: number }} range
 */
export function votesQuery(view, range) {
  const { filters } = view
  /** @type {Record<string, string>} */
  const query = {
    since: filters.since || new Date(range.from).toISOString(),
    until: filters.until_moment || new Date(range.until).toISOString(),
  }
  for (const name of ['q', 'session_id', 'message_id', 'reason', 'min_score', 'max_score', 'has_comment', 'status', 'state']) {
    if (filters[name]) query[name] = filters[name]
  }
  return query
}

/**
 * What the numbers are asked for.
 *
 * @param {View} view
 * @param {{ from: number, until: number }} range
 */
export function numbersQuery(view, range) {
  /** @type {Record<string, string>} */
  const query = { from: new Date(range.from).toISOString(), until: new Date(range.until).toISOString(), zone: view.zone }
  if (view.assistant) query.assistant = view.assistant
  if (view.weight !== 'votes') query.weight = view.weight
  return query
}
