// @ts-check
import { ApiError } from './api.js'
import { fill, h } from './dom.js'
import { NOTHING, count, moment, span } from './format.js'
import { badge, card, code, empty, facts, say, table } from './parts.js'
import { text } from './strings.js'

/** How the service is: its health and books, what was imported, and who decided what. */

/** @typedef {import('./dashboard.js').Context} Context */

const STATES = /** @type {const} */ (['settling', 'ready', 'sending', 'uncertain', 'delivered', 'superseded', 'withdrawn', 'rejected', 'discarded', 'erased', 'purged'])

/** @param {Context} context */
export function healthPage(context) {
  const words = text.health
  const health = card({ class: 'bare' }, () => context.api.get('feedback/health', {}, { ...context, alsoFine: [503] }), (loaded) => {
    const title = { up: words.up, attention: words.attention }[/** @type {'up'} */ (loaded.status)] ?? words.down
    const list = (/** @type {string} */ heading, /** @type {string[]} */ lines) => lines?.length > 0 && [h('h3', {}, heading), h('ul', { class: 'plain-list' }, lines.map((line) => h('li', {}, line)))]
    return h('div', { class: 'stack' },
      h('section', { class: `card health ${loaded.status}` },
        h('h2', {}, h('span', { class: 'dot', 'aria-hidden': 'true' }), title), loaded.status === 'up' && !(loaded.problems?.length > 0) && h('p', {}, words.upLead),
        list(words.problems, loaded.problems), list(words.notices, loaded.notices),
        facts([[words.store, loaded.store ?? NOTHING], [words.waiting, count(loaded.waiting_for_commit)], [words.settling, count(loaded.settling_in_memory)], [words.checked, moment(loaded.checked_at, context.view.zone)]], 'row')),
      (loaded.ledgers ?? []).map(ledger), destinations(context, loaded.destinations ?? []))
  })
  return { node: health.node, refresh: health.refresh, ready: health.ready }
}

/** @param {any} books */
function ledger(books) {
  const words = text.health
  const sum = STATES.reduce((all, state) => all + (books[state] ?? 0), 0)
  const columns = [words.accepted, ...STATES.map((state) => text.states_of[state]), words.sum]
  const shown = [books.accepted, ...STATES.map((state) => books[state] ?? 0), sum]
  return h('section', { class: 'card' },
    h('div', { class: 'card-head' }, h('h2', {}, `${words.ledger}: ${books.destination}`), badge(books.balanced ? words.balanced : words.unbalanced, books.balanced ? 'fine' : 'wrong')),
    h('p', { class: 'muted' }, words.ledgerLead),
    table({ caption: `${words.ledger}: ${books.destination}`, columns, numeric: shown.map((_, i) => i), rows: [shown.map((n) => count(n))], class: 'ledger' }),
    facts([[words.oldest, books.oldest_waiting ? span(books.oldest_waiting_seconds) : words.noneWaits], [words.duplicates, count(books.duplicates)]], 'row'))
}

/** @param {Context} context @param {any[]} destinations */
function destinations(context, destinations) {
  const words = text.health
  const rows = destinations.map((one) => [
    one.destination, code(one.assistant_id), badge(one.state, `destination-${one.state}`), moment(one.since, context.view.zone), moment(one.next_at, context.view.zone), count(one.failures), one.reason || NOTHING,
  ])
  return h('section', { class: 'card' }, h('div', { class: 'card-head' }, h('h2', {}, words.destinations)),
    rows.length === 0 ? h('p', { class: 'muted' }, words.none) : table({ caption: words.destinations, columns: words.destinationColumns, numeric: [5], rows }))
}

/** @param {Context} context */
export function importPage(context) {
  const words = text.import
  const load = async () => {
    try {
      return await context.api.get('feedback/import', {}, context)
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null
      throw error
    }
  }
  const begin = h('button', { type: 'button', class: 'button primary', click: async () => {
    try {
      await context.api.post('feedback/import', {})
      say(words.begun)
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
    }
    await last.refresh()
  } }, words.begin)
  const last = card({ title: words.last, aside: context.may('operator') ? begin : null }, load, (report) => {
    if (!report) return empty(words.none, words.noneLead)
    if (report.state === 'running') setTimeout(() => { if (last.node.isConnected) void last.refresh() }, 3_000)
    return importReport(context, report)
  })
  return { node: last.node, refresh: last.refresh, ready: last.ready }
}

/** @param {Context} context @param {any} report */
function importReport(context, report) {
  const words = text.import
  const { zone } = context.view
  const differences = Object.entries(words.differences)
  const some = differences.some(([name]) => report[name]?.count > 0)
  const left = Object.entries(report.left ?? {})
  return [
    facts([
      [words.destination, report.destination], ['', badge(report.state === 'running' ? words.running : report.state, report.state)], [words.started, moment(report.started_at, zone)], [words.finished, moment(report.finished_at, zone)],
      ...(report.problem ? [/** @type {[string, string]} */ ([words.problem, report.problem])] : []),
    ], 'row'),
    facts(Object.entries(words.counts).map(([name, label]) => [label, count(report[name])]), 'row numbers'),
    left.length > 0 && [h('h3', {}, words.left), facts(left.map(([why, n]) => [why, count(n)]), 'row')],
    h('h3', {}, words.comparison),
    some
      ? table({ caption: words.comparison, columns: words.columns, numeric: [1], rows: differences.map(([name, label]) => [label, count(report[name]?.count), h('ul', { class: 'ids' }, (report[name]?.ids ?? []).map((/** @type {string} */ id) => h('li', {}, code(id))))]) })
      : h('p', { class: 'muted' }, words.same),
  ]
}

/** @param {Context} context */
export function auditPage(context) {
  const words = text.audit
  if (!context.may('operator')) return { node: empty(text.states.refused[403], words.empty), refresh: async () => {}, ready: Promise.resolve() }
  const page = (/** @type {string} */ after) => context.api.get('feedback/audit', { limit: '50', ...(after && { after }) }, context)
  const audit = card({ title: words.list }, () => page(''), (loaded) => {
    let { entries, next } = loaded
    if (entries.length === 0) return empty(text.states.empty, words.empty)
    const rows = () => table({ caption: words.list, columns: words.columns, numeric: [4], rows: entries.map((/** @type {any} */ entry) => [
      moment(entry.at, context.view.zone), entry.who, badge(words.actions[/** @type {'erase'} */ (entry.action)] ?? entry.action), code(entry.target), count(entry.count), entry.note || NOTHING,
    ]) })
    const place = h('div', {}, rows())
    const more = h('button', { type: 'button', class: 'button wide', hidden: !next, click: async () => {
      const further = await page(next)
      entries = [...entries, ...further.entries]
      next = further.next
      fill(place, rows())
      more.hidden = !next
    } }, words.more)
    return [place, more]
  })
  return { node: audit.node, refresh: audit.refresh, ready: audit.ready }
}
