// @ts-check
import { h } from './dom.js'
import { numbersQuery } from './filters.js'
import { count } from './format.js'
import { rankedTable } from './overview.js'
import { bars, card, chartOrTable, empty, select, table } from './parts.js'
import { text } from './strings.js'

/** @typedef {import('./dashboard.js').Context} Context */

const words = text.ranking

/** @param {'messages' | 'sessions'} kind @returns {(context: Context) => any} */
export function rankingPage(kind) {
  return (context) => {
    const parts = [ranking(context, kind)]
    if (kind === 'sessions' && context.api.serves('feedback/insights/summary')) parts.push(firstBad(context))
    return {
      node: h('div', { class: 'stack' }, parts.map((part) => part.node)),
      ready: Promise.all(parts.map((part) => part.ready)),
      refresh: () => Promise.all(parts.map((part) => part.refresh())),
    }
  }
}

/** @param {Context} context @param {'messages' | 'sessions'} kind */
function ranking(context, kind) {
  const order = context.view.filters.order ?? 'worst'
  const picker = select({ 'aria-label': words.order }, Object.entries(words.orders), order)
  picker.addEventListener('change', () => context.go({ filters: { ...context.view.filters, order: picker.value } }))
  const page = (/** @type {string} */ token) => context.api.get(`feedback/insights/${kind}`, {
    ...numbersQuery(context.view, context.range()), order, limit: '50', ...(token && { page_token: token }),
  }, context)
  const load = async () => {
    const first = await page('')
    return { rows: first[kind] ?? first.rows ?? [], next: first.next_page_token ?? first.next ?? null }
  }
  return card({ title: words.table[kind], aside: picker }, load, ({ rows, next }, body) => {
    if (rows.length === 0) return empty(text.states.empty, text.worst.empty)
    const place = h('div', {}, rankedTable(context, kind, rows))
    const more = h('button', { type: 'button', class: 'button wide', hidden: !next, click: async () => {
      const further = await page(next)
      rows.push(...(further[kind] ?? further.rows ?? []))
      next = further.next_page_token ?? further.next ?? null
      place.replaceChildren(rankedTable(context, kind, rows))
      more.hidden = !next
    } }, text.more)
    return [place, more]
  })
}

/** @param {Context} context */
function firstBad(context) {
  const load = () => context.api.get('feedback/insights/summary', numbersQuery(context.view, context.range()), context)
  return card({ title: words.first, shape: 'bars' }, load, ({ sessions }) => {
    const places = (sessions.first_negative_at ?? []).filter((/** @type {any} */ one) => one.count > 0)
    if (places.length === 0) return empty(text.states.empty, words.firstEmpty)
    return chartOrTable(
      bars(places.map((/** @type {any} */ one) => ({ label: words.nth(one.position), value: one.count, shown: count(one.count), kind: 'bad' })), words.first),
      () => table({ caption: words.first, columns: words.firstColumns, numeric: [1], rows: places.map((/** @type {any} */ one) => [words.nth(one.position), count(one.count)]) }),
    )
  })
}
