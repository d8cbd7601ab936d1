// @ts-check
import { alertsPage } from './alerts-page.js'
import { Api, ApiError } from './api.js'
import { burstsPage, markersPage } from './change-pages.js'
import { dataPage } from './data-page.js'
import { fill, h, icon, set } from './dom.js'
import { addressOf, recalled, remembered, usualView, viewOf } from './filters.js'
import { moment } from './format.js'
import { followEvents } from './live.js'
import { overview } from './overview.js'
import { empty, failure, field, select } from './parts.js'
import { PRESETS, dayOf, isZone, plusDays, rangeOf } from './periods.js'
import { rankingPage } from './rankings.js'
import { rejectedPage } from './rejected-page.js'
import { auditPage, healthPage, importPage } from './service-pages.js'
import { text } from './strings.js'
import { votePage } from './vote-page.js'
import { votesPage } from './votes-page.js'

/** The dashboard: which page is shown, what it looks at, and who may see it. */

/** @typedef {import('./filters.js').View} View */
/** @typedef {Awaited<ReturnType<Api['settings']>>} Settings */
/**
 * What a page gets to work with; good for one showing of it.
 *
 * @typedef {{ api: Api, settings: Settings, view: View, signal: AbortSignal, reasons: { id: string, label: string }[],
 *   range: () => { from: number, until: number }, renew: () => void, may: (right: string) => boolean, reasonName: (id: string) => string,
 *   link: (page: string, filters?: Record<string, string>, change?: Partial<View>) => string, go: (change: Partial<View>) => void,
 *   follow: (page: string, filters?: Record<string, string>) => void, asOf: (moment: string) => void }} Context
 */
/** @typedef {{ node: Node, ready: Promise<unknown>, refresh: () => Promise<unknown>, told?: (n: number) => void }} Shown */

const REMEMBERED = 'feedback-dashboard'
const REFRESH_MILLIS = 4_000

/**
 * Each page, what has to be served for it, whether the period matters to it, and who sees it.
 *
 * @type {Record<string, { show: (context: Context) => Shown, paths: string[], period: boolean, right: string, live: boolean }>}
 */
const PAGES = {
  overview: { show: overview, paths: ['feedback/insights/summary', 'v1/Assistants/{assistantId}/Feedbacks'], period: true, right: 'viewer', live: true },
  votes: { show: votesPage, paths: ['feedback/insights/votes', 'v1/Assistants/{assistantId}/Feedbacks'], period: true, right: 'reader', live: true },
  messages: { show: rankingPage('messages'), paths: ['feedback/insights/messages'], period: true, right: 'viewer', live: false },
  sessions: { show: rankingPage('sessions'), paths: ['feedback/insights/sessions'], period: true, right: 'viewer', live: false },
  bursts: { show: burstsPage, paths: ['feedback/insights/bursts'], period: true, right: 'viewer', live: false },
  markers: { show: markersPage, paths: ['feedback/markers'], period: true, right: 'viewer', live: false },
  alerts: { show: alertsPage, paths: ['feedback/insights/alerts'], period: true, right: 'viewer', live: false },
  rejected: { show: rejectedPage, paths: ['feedback/rejected'], period: false, right: 'viewer', live: false },
  import: { show: importPage, paths: ['feedback/import'], period: false, right: 'viewer', live: false },
  health: { show: healthPage, paths: ['feedback/health'], period: false, right: 'viewer', live: true },
  data: { show: dataPage, paths: ['feedback/export.csv', 'feedback/erase'], period: true, right: 'reader', live: false },
  audit: { show: auditPage, paths: ['feedback/audit'], period: false, right: 'operator', live: false },
  vote: { show: votePage, paths: ['v1/Assistants/{assistantId}/Feedbacks/{id}'], period: false, right: 'reader', live: false },
}
const GROUPS = { looking: ['overview', 'votes', 'messages', 'sessions', 'markers', 'bursts', 'alerts'], running: ['rejected', 'import', 'health', 'data', 'audit'] }

const api = new Api()
/** @type {View} */
let view = recalled(stored(), usualView(Intl.DateTimeFormat().resolvedOptions().timeZone))
/** @type {Settings} */
let settings
/** @type {{ id: string, label: string }[]} */
let reasons = []
let leaving = new AbortController()
let now = Date.now()
/** @type {Shown | null} */
let shown = null
let fresh = 0

const app = /** @type {HTMLElement} */ (document.getElementById('app'))
const nav = h('nav', { class: 'nav', 'aria-label': text.nav })
const bar = h('div', { class: 'bar-place' })
const title = h('h1', { tabindex: '-1' })
const lead = h('p', { class: 'lead' })
const asOf = h('p', { class: 'as-of' })
const live = h('p', { class: 'live', role: 'status', 'aria-label': text.live.label })
const printing = h('button', { type: 'button', class: 'button print', click: () => print() })
const content = h('div', { class: 'page' })
const said = h('p', { class: 'said', role: 'status', 'aria-live': 'polite' })

function stored() {
  try {
    return localStorage.getItem(REMEMBERED)
  } catch {
    return null
  }
}

function remember() {
  try {
    localStorage.setItem(REMEMBERED, remembered(view))
  } catch {
    // a browser that keeps nothing
  }
}

/** @param {string} name */
const isServed = (name) => PAGES[name]?.paths.some((path) => api.serves(path))
/** @param {string} right */
const may = (right) => settings.rights.includes(right)

/** @param {string} page @param {Record<string, string>} [filters] @param {Partial<View>} [change] */
const link = (page, filters = {}, change = {}) => addressOf({ ...view, ...change, page, filters })

/** @param {Partial<View>} change */
function go(change) {
  location.hash = addressOf({ ...view, ...change })
}

/** @returns {Context} */
function contextOf() {
  const known = new Map(reasons.map((reason) => [reason.id, reason.label]))
  return {
    api, settings, view, reasons, may, link, go, signal: leaving.signal,
    range: () => rangeOf(view, now), renew: () => { now = Date.now() },
    reasonName: (id) => known.get(id) ?? `${id} (${text.reasons.unknown})`,
    follow: (page, filters) => { location.hash = link(page, filters) },
    asOf: (when) => { asOf.textContent = text.asOf(moment(when, view.zone)) },
  }
}

function show() {
  leaving.abort()
  leaving = new AbortController()
  const before = view.page
  view = viewOf(location.hash, view)
  if (!PAGES[view.page]) view.page = 'overview'
  if (view.assistant && !settings.assistants.includes(view.assistant)) view.assistant = ''
  remember()
  now = Date.now()
  fresh = 0
  const page = PAGES[view.page]
  const name = text.pages[/** @type {'overview'} */ (view.page)]
  document.title = `${name} · ${text.title}`
  title.textContent = name
  printing.textContent = view.page === 'overview' ? text.printSummary : text.print
  lead.textContent = text.leads[/** @type {'overview'} */ (view.page)] ?? ''
  asOf.textContent = ''
  said.textContent = ''
  drawNav()
  fill(bar, filterBar(page.period))
  shown = isServed(view.page) ? page.show(contextOf()) : null
  fill(content, shown ? shown.node : empty(text.states.refused[404], text.states.notYet))
  content.className = `page page-${view.page}`
  if (before !== view.page) {
    scrollTo(0, 0)
    title.focus({ preventScroll: true })
  }
}

function drawNav() {
  const groups = Object.entries(GROUPS).map(([group, names]) => {
    const links = names.filter((name) => isServed(name) && may(PAGES[name].right)).map((name) => {
      const current = view.page === name || (name === 'votes' && view.page === 'vote')
      return h('li', {}, h('a', { href: link(name, name === 'data' && view.page === 'votes' ? view.filters : {}), 'aria-current': current && 'page' }, icon(name), text.pages[/** @type {'overview'} */ (name)]))
    })
    return links.length > 0 && h('div', { class: 'nav-group' }, h('p', { id: `nav-${group}` }, text.groups[/** @type {'looking'} */ (group)]), h('ul', { 'aria-labelledby': `nav-${group}` }, links))
  })
  fill(nav, groups)
  nav.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

/** What is looked at, the same on every page. @param {boolean} withPeriod */
function filterBar(withPeriod) {
  const words = text.filters
  const assistants = settings.assistants.length > 1
    ? [field(words.assistant, changing(select({}, [['', words.all], ...settings.assistants.map((id) => /** @type {[string, string]} */ ([id, id]))], view.assistant), (value) => go({ assistant: value })))]
    : []
  const weights = api.serves('feedback/insights/summary') ? [field(words.weight, changing(select({}, Object.entries(words.weights), view.weight), (value) => go({ weight: value })))] : []
  return h('div', { class: 'bar-frame' }, withPeriod && periods(), h('div', { class: 'bar-fields' }, assistants, zoneField(), withPeriod && weights))
}

/** @param {HTMLSelectElement} control @param {(value: string) => void} changed */
function changing(control, changed) {
  control.addEventListener('change', () => changed(control.value))
  return control
}

function periods() {
  const words = text.filters
  const { since: _, until_moment: __, ...filters } = view.filters
  const preset = (/** @type {string} */ period) => h('a', { href: addressOf({ ...view, period, filters }), 'aria-current': view.period === period && 'true' }, words.periods[/** @type {'7d'} */ (period)])
  const range = rangeOf(view, now)
  const from = /** @type {HTMLInputElement} */ (h('input', { type: 'date', required: true, value: dayOf(range.from, view.zone) }))
  const until = /** @type {HTMLInputElement} */ (h('input', { type: 'date', required: true, value: dayOf(range.until - 1, view.zone) }))
  const problem = h('p', { class: 'problem', role: 'alert' })
  const custom = h('form', { class: 'custom', submit: (/** @type {Event} */ event) => {
    event.preventDefault()
    problem.textContent = from.value > until.value ? words.daysWrong : ''
    if (from.value <= until.value) go({ period: 'custom', from: from.value, until: until.value, filters })
  } }, field(words.from, from), field(words.until, until), h('button', { type: 'submit', class: 'button primary' }, words.apply), problem)
  return h('div', { class: 'periods', role: 'group', 'aria-label': words.period }, PRESETS.map(preset),
    h('details', { class: view.period === 'custom' ? 'chosen' : '' }, h('summary', {}, view.period === 'custom' ? `${view.from} – ${view.until}` : words.periods.custom), custom))
}

function zoneField() {
  const words = text.filters
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  const input = /** @type {HTMLInputElement} */ (h('input', { list: 'zones', value: view.zone, autocomplete: 'off', spellcheck: 'false', placeholder: words.zoneHint }))
  input.addEventListener('change', () => {
    const fine = isZone(input.value.trim())
    input.setCustomValidity(fine ? '' : words.zoneWrong)
    input.reportValidity()
    if (fine) go({ zone: input.value.trim() })
  })
  input.addEventListener('focus', () => input.select())
  return field(words.zone, h('span', {}, input, h('datalist', { id: 'zones' }, ['UTC', ...known].map((zone) => h('option', { value: zone })))))
}

function frame() {
  const masthead = h('header', { class: 'masthead' },
    h('a', { class: 'brand', href: '#/overview' }, h('span', { class: 'brand-mark', 'aria-hidden': 'true' }, icon('overview')), text.title), live)
  const head = h('div', { class: 'page-head' }, h('div', {}, title, lead), h('div', { class: 'page-tools' }, asOf, printing))
  fill(app, masthead, nav, h('main', { id: 'content', class: 'main', tabindex: '-1' }, bar, head, said, content))
  // The part of the address behind the # says what is looked at, so that a jump must not change it.
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault()
    document.getElementById('content')?.focus()
  })
}

/** Something happened: looks again, but not more often than every few seconds. */
function listener() {
  let due = false
  return (/** @type {any[]} */ events) => {
    fresh += events.filter((event) => event.type === 'feedback' && ['given', 'imported'].includes(event.change)).length
    if (!shown || !PAGES[view.page].live || document.querySelector('dialog[open]')) return
    if (shown.told) {
      if (fresh > 0) shown.told(fresh)
      return
    }
    if (due) return
    due = true
    setTimeout(() => {
      due = false
      now = Date.now()
      void shown?.refresh()
    }, REFRESH_MILLIS)
  }
}

async function begin() {
  try {
    settings = await api.settings()
    reasons = (await api.get('feedback/reasons', { lang: 'en' }).catch(() => ({ reasons: [] }))).reasons
  } catch (error) {
    fill(app, h('main', { id: 'content', class: 'main' }, h('h1', {}, text.title), failure(error, error instanceof ApiError && error.status === 401 ? undefined : () => void begin())))
    return
  }
  frame()
  addEventListener('hashchange', show)
  show()
  followEvents(api, may('reader'), listener(), (state) => {
    set(live, { class: `live ${state}` })
    live.textContent = text.live[state]
  })
}

void begin()
