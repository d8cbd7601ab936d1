// @ts-check
import { newKey, post, rootFor, send } from './feedback-client.js'
import { listen, tell } from './news.js'
import { entries, entryOf, keyOf, put, remove, store, textOf } from './outbox.js'
import { lasting, passing } from './storage.js'
import { accepted, failed, recalled, unvoted, wished } from './vote-state.js'

/**
 * @typedef {import('./feedback-client.js').Target} Target
 * @typedef {import('./feedback-client.js').Receipt & {score?: Score, commented?: boolean}} Receipt
 * @typedef {import('./vote-state.js').Score} Score
 * @typedef {{score?: Score, text?: string, reasons?: string[]}} Wish
 */

const RECEIPT = 'feedback-receipt '

/** Each session's votes are asked for once, however many elements it has. @type {Map<string, Promise<Map<string, Score>>>} */
const sessions = new Map()

/** @type {Map<string, Ballot>} */
const ballots = new Map()

/** Proof of a vote, for the life of the tab: so it can be taken back after a reload. @param {string} name @param {Receipt | null} receipt */
function keep(name, receipt) {
  passing.write(RECEIPT + name, receipt)
}

/** @param {string} name @returns {Receipt | null} */
function keptOf(name) {
  return passing.read(RECEIPT + name)
}

/** Elements that come later show it without asking. @param {string} name @param {Score} score @param {string} key */
function settled(name, score, key) {
  const waits = entryOf(name)
  ballots.get(name)?.become((state) => accepted(waits && waits.key !== key ? state : wished(state, score), score))
  const target = JSON.parse(name)
  sessions.get(`${target.slice(0, 3)}`)?.then((votes) => votes.set(target[3], score))
}

/** A refused wish that nothing came after shows no more. @param {string} name */
function refused(name) {
  if (!entryOf(name)) ballots.get(name)?.become(failed)
}

/** What the page and the postman have in common. */
const office = {
  entries,
  store,
  remove,
  textOf,
  lasting,
  send,
  tell,
  keyOf,
  keep,
  keptOf,
  settled,
  refused,
  /** @param {string} name */
  tokenOf: (name) => ballots.get(name)?.target.token,
}
/** @typedef {typeof office} Office */

/** @type {Promise<import('./postman.js').Postman> | undefined} */
let postman
let calls = 0

/**
 * The postman comes at the first wish, or sooner when somebody seems to have one. A file that could not be had is asked for
 * by another name, because browsers remember that.
 */
export function callPostman() {
  postman ??= import(`./postman.js?${calls}`).then(({ Postman }) => new Postman(office))
  postman.catch(() => {
    postman = undefined
    calls++
  })
  return postman
}

listen((news) => {
  const { target, key, what, score, receipt } = news
  // A vote of another tab may have a comment that is never shown here.
  keep(target, receipt && score !== null ? { ...receipt, score, commented: true } : null)
  if (what === 'wished') ballots.get(target)?.become((state) => wished(state, score))
  else (what === 'done' ? settled : refused)(target, score, key)
  postman?.then(({ heard }) => heard(news))
})

/** What was left by an earlier visit. */
if (entries().length) setTimeout(async () => (await callPostman()).go())

/** The scores of a session by message id; the one of the session itself is under `''`. @param {Target} target */
function currentVotes(target) {
  const key = `${JSON.parse(keyOf(target)).slice(0, 3)}`
  const votes =
    sessions.get(key) ??
    post(200, 'votes', target)
      .then((answer) => answer.json())
      .then((/** @type {{votes: any[]}} */ { votes }) => new Map(votes.map((vote) => [vote.message_id ?? '', vote.score])))
  sessions.set(key, votes)
  votes.catch(() => sessions.delete(key))
  return votes
}

/** One voter's vote on one target, however many elements show it: what is wished last, is sent and wins. */
export class Ballot {
  state = unvoted
  /** @type {Set<() => void>} */
  #viewers = new Set()

  /** @param {Target} target */
  static of(target) {
    const whole = { ...target, endpoint: rootFor(target) }
    const name = keyOf(whole)
    const ballot = ballots.get(name) ?? new Ballot(name)
    ballots.set(name, ballot)
    ballot.target = whole
    return ballot
  }

  /** @param {string} name */
  constructor(name) {
    this.name = name
    this.target = /** @type {Target} */ ({})
    const entry = entryOf(name)
    if (entry) this.state = { shown: entry.score ?? null, saved: entry.was ?? null, touched: true }
  }

  /** @param {() => void} changed - called after each change of `state` */
  watch(changed) {
    this.#viewers.add(changed)
  }

  /** @param {() => void} changed */
  unwatch(changed) {
    this.#viewers.delete(changed)
    if (!this.#viewers.size && !entryOf(this.name)) ballots.delete(this.name)
  }

  /**
   * Whether a comment can be added without replacing one: the vote that is shown was given in this tab, without a comment.
   * A vote of another visit may have one that is never shown here, because a service tells scores and no text.
   */
  get commentable() {
    const { shown } = this.state
    const { score, text, reasons, commented } = /** @type {any} */ (entryOf(this.name) ?? keptOf(this.name) ?? {})
    return shown !== null && shown === score && !text && !reasons && !commented
  }

  /** Shows the vote of an earlier visit. */
  async recall() {
    const votes = await currentVotes(this.target)
    this.become((state) => recalled(state, votes.get(this.target.messageId ?? '') ?? null))
  }

  /**
   * What is wished is noted, shown and sent; `null` for the score takes back.
   *
   * @param {Wish} wish
   * @param {() => void} [delayed] - called when it has to wait
   * @param {Receipt | null} [receipt] - of what is taken back
   * @returns {Promise<Receipt | null>} `null` when a later wish made it needless, or it never left the browser
   */
  async give({ score, text, reasons }, delayed, receipt = keptOf(this.name)) {
    const { name, target } = this
    const earlier = entryOf(name)
    const was = this.state.saved ?? (earlier?.tried ? (earlier.score ?? earlier.was) : earlier?.was) ?? null
    const key = newKey()
    const entry = { key, at: Date.now(), target: { ...target, token: undefined }, score, was, reasons, text: !!text, token: !!target.token }
    if (score === null && was === null && !receipt) {
      if (earlier) remove(earlier)
    } else put(score === null ? { ...entry, receipt } : entry, text)
    if (score !== undefined) {
      this.become((state) => wished(state, score))
      tell({ target: name, key, what: 'wished', score })
    }
    for (;;) {
      const postman = await callPostman().catch(() => null)
      if (postman) return postman.deliver(key, delayed)
      delayed?.()
      await new Promise((resolve) => addEventListener('online', resolve, { once: true }))
    }
  }

  /** @param {(state: import('./vote-state.js').VoteState) => import('./vote-state.js').VoteState} change */
  become(change) {
    this.state = change(this.state)
    this.#viewers.forEach((changed) => changed())
  }
}

/**
 * Gives feedback from plain code; every element of the target shows it.
 *
 * @param {Target} target
 * @param {import('./feedback-client.js').Opinion} opinion
 */
export function vote(target, opinion) {
  return Ballot.of(target).give(opinion)
}

/**
 * Takes it back, comment and all. Repeating it is harmless.
 *
 * @param {Target} target
 * @param {Receipt} receipt
 */
export async function takeBack(target, receipt) {
  await Ballot.of(target).give({ score: null }, undefined, receipt)
}
