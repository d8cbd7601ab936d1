// @ts-check
import { fill, h } from './dom.js'
import { moment } from './format.js'
import { badge, code, empty, failure, skeleton, thumb } from './parts.js'
import { text } from './strings.js'

/** @typedef {import('./dashboard.js').Context} Context */

const words = text.votes

/**
 * A page of votes: those that count over all assistants where that is served, else of one. What does not count any more, and
 * what is in some state of delivery, is found in the list of one assistant only.
 *
 * @param {Context} context
 * @param {Record<string, string>} query
 * @param {{ limit: number, token?: string, assistant?: string }} page
 * @returns {Promise<{ votes: any[], next: string | null, of?: string }>}
 */
export async function readVotes(context, query, { limit, token, assistant = context.view.assistant }) {
  const { api } = context
  const { status = 'current', state, ...counted } = query
  if (status === 'current' && !state && api.serves('feedback/insights/votes')) {
    const answer = await api.get('feedback/insights/votes', {
      ...counted, ...(assistant && { assistant }), limit: String(limit), ...(token && { page_token: token }),
    }, context)
    return { votes: answer.votes, next: answer.next_page_token }
  }
  const of = assistant || context.settings.default_assistant
  const { has_comment: _, ...known } = counted
  const answer = await api.get(`v1/Assistants/${encodeURIComponent(of)}/Feedbacks`, {
    ...known, status, ...(state && { state }), PageSize: String(limit), ...(token && { PageToken: token, Page: '1' }),
  }, context)
  const next = answer.meta.next_page_url
  return { votes: answer.feedbacks, next: next && new URL(next, location.href).searchParams.get('PageToken'), of }
}

/**
 * @param {Context} context
 * @param {any} vote
 */
export function voteRow(context, vote) {
  const zone = context.view.zone
  const gone = vote.status && vote.status !== 'current'
  return h(
    'li',
    { class: `vote ${gone ? 'gone' : ''}` },
    h('div', { class: 'vote-head' },
      thumb(vote.score),
      h('a', { class: 'vote-open', href: context.link('vote', { assistant_id: vote.assistant_id, id: vote.id }) }, h('time', { datetime: vote.date_created }, moment(vote.date_created, zone))),
      gone && badge(words.statuses[/** @type {'replaced'} */ (vote.status)] ?? vote.status),
      vote.source === 'import' && badge(words.imported),
      vote.state && badge(text.states_of[/** @type {'ready'} */ (vote.state)] ?? vote.state, `state-${vote.state}`)),
    h('p', { class: vote.text ? 'vote-text' : 'vote-text none' }, vote.text || words.noComment),
    vote.reasons?.length > 0 && h('ul', { class: 'chips' }, vote.reasons.map((/** @type {string} */ id) => h('li', {}, context.reasonName(id)))),
    h('p', { class: 'vote-ids' },
      h('a', { href: context.link('votes', { session_id: vote.session_id }) }, code(vote.session_id)),
      vote.message_id ? h('a', { href: context.link('votes', { message_id: vote.message_id }) }, code(vote.message_id)) : h('span', {}, words.wholeSession)),
  )
}

/**
 * A list of votes with further pages on demand.
 *
 * @param {Context} context
 * @param {() => Record<string, string>} query
 * @param {{ limit?: number, aside?: import('./dom.js').Child }} [look]
 */
export function voteList(context, query, { limit = 25, aside = null } = {}) {
  const list = h('ul', { class: 'vote-list', 'aria-label': words.list })
  const status = h('p', { class: 'list-count', role: 'status' })
  const place = h('div', {}, skeleton())
  const more = /** @type {HTMLButtonElement} */ (h('button', { type: 'button', class: 'button wide', hidden: true, click: () => void load(false) }, words.more))
  const node = h('div', { class: 'vote-list-frame' }, h('div', { class: 'list-head' }, status, aside), place, more)
  let token = ''
  let turn = 0

  async function load(/** @type {boolean} */ fromStart) {
    const mine = ++turn
    more.disabled = true
    try {
      const page = await readVotes(context, query(), { limit, token: fromStart ? '' : token })
      if (mine !== turn) return
      if (fromStart) fill(list)
      const first = page.votes.map((vote) => voteRow(context, vote))
      list.append(...first)
      fill(place, list.childElementCount > 0 ? list : empty(text.states.empty, words.empty))
      token = page.next ?? ''
      more.hidden = !page.next
      more.disabled = false
      status.textContent = list.childElementCount > 0 ? words.shown(list.childElementCount, !!page.next, context.settings.assistants.length > 1 ? page.of : undefined) : ''
      if (!fromStart) /** @type {HTMLElement | null} */ (first[0]?.querySelector('a'))?.focus()
    } catch (error) {
      if (mine !== turn || (error instanceof DOMException && error.name === 'AbortError')) return
      fill(place, list, failure(error, () => { fill(place, skeleton()); void load(fromStart) }))
      more.hidden = true
    }
  }
  const ready = load(true)
  return { node, ready, refresh: () => load(true) }
}
