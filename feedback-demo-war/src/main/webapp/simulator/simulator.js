// @ts-check
/** Puts the page together: who speaks, what is said, and what becomes of the votes. */
import { Acknowledged } from './acknowledged.js'
import { BehindTheScenes } from './behind.js'
import { Conversation } from './conversation.js'
import { element } from './dom.js'
import { Live } from './live.js'
import { Mischief } from './mischief.js'
import { Scoreboard } from './scoreboard.js'
import * as server from './server.js'

/** How the news come, for the person who watches. */
const PULSES = { live: 'Live', asking: 'Asks every few seconds', away: 'No connection' }
const REMEMBERED = 'feedback4j-simulator'

const conversation = new Conversation()
const behind = new BehindTheScenes((messageId) => conversation.wordsOf(messageId))
const mischief = new Mischief()
const scoreboard = new Scoreboard()
const acknowledged = new Acknowledged()
const live = new Live({ show, by, fail: tell })
const identity = /** @type {HTMLInputElement} */ (element('identity'))
const question = /** @type {HTMLInputElement} */ (element('question'))

let sessionId = ''
/** @type {import('./ways.js').Behind | undefined} */
let shown
/** Nothing is said before there is a session to say it in. @type {Promise<unknown>} */
let opening = Promise.resolve()

/** Begins anew. */
async function begin() {
  open(await server.begin(identity.value))
}

/** Goes on where this tab was, or begins anew when the server has forgotten it. */
async function resume() {
  const remembered = sessionStorage.getItem(REMEMBERED)
  const known = remembered && (await server.history(remembered).catch(() => null))
  if (!known) return begin()
  identity.value = known.identity
  open(known)
}

/** @param {server.Session} session */
function open(session) {
  sessionId = session.session_id
  sessionStorage.setItem(REMEMBERED, sessionId)
  acknowledged.open(sessionId)
  conversation.show(session)
  live.follow(sessionId)
}

/** @param {string} text */
async function ask(text) {
  await opening
  conversation.add({ message_id: '', role: 'user', body: text })
  const answer = conversation.begin()
  try {
    for await (const piece of server.say(sessionId, text)) answer.take(piece)
    conversation.answered()
  } finally {
    answer.stop()
  }
}

/** @param {import('./ways.js').Behind} found */
function show(found) {
  shown = found
  behind.show(found)
  mischief.show(found.behaviour)
  scoreboard.show(found, acknowledged.ages())
}

/** @param {'live' | 'asking' | 'away'} way */
function by(way) {
  const pulse = element('pulse')
  pulse.dataset.by = way
  if (pulse.textContent !== PULSES[way]) pulse.textContent = PULSES[way]
}

async function introduce() {
  const found = await server.about()
  element('upstream').textContent = upstreamOf(found)
  const { settle_seconds: seconds, usual_settle_seconds: usual } = found
  if (seconds !== undefined) element('window').textContent = `${seconds} s`
  if (seconds !== usual) element('usual').textContent = ` (the library’s default: ${usual} s)`
  if (found.assistant === 'twilio') {
    element('lead').textContent = 'Talk to your assistant, judge its answers, and watch what becomes of each vote.'
    element('hint').textContent = `Your assistant ${found.assistant_id} answers, through Twilio. Write it a question.`
    for (const chip of document.querySelectorAll('.chip')) chip.remove()
    question.placeholder = 'Your question'
  }
}

/** @param {server.About} found */
function upstreamOf({ sandbox, forwards, upstream, has_credentials: credentials }) {
  if (sandbox) return 'Upstream: the demo’s own sandbox'
  if (forwards) return `Upstream: ${new URL(upstream ?? '').host}`
  return credentials
    ? 'No assistant is configured: votes are kept and wait'
    : 'No upstream: votes are kept and wait'
}

/** @param {unknown} error */
function tell(error) {
  element('notice').textContent = error instanceof server.RefusedError
    ? error.message
    : 'The server cannot be reached. Is the demo still running?'
}

/** @param {() => Promise<unknown>} action - ends with a session */
function start(action) {
  opening = run(action)
}

/** Runs what a person asked for, and tells when it fails. @param {() => Promise<unknown>} action */
async function run(action) {
  element('notice').textContent = ''
  try {
    await action()
  } catch (error) {
    tell(error)
  }
}

element('who').addEventListener('submit', (event) => {
  event.preventDefault()
  start(begin)
})

element('ask').addEventListener('submit', (event) => {
  event.preventDefault()
  const text = question.value.trim()
  question.value = ''
  if (text) run(() => ask(text))
})

element('suggestions').addEventListener('click', (event) => {
  const chip = event.target instanceof Element ? event.target.closest('button') : null
  if (chip) run(() => ask(chip.textContent ?? ''))
  question.focus()
})

document.addEventListener('feedback-vote', (event) => {
  acknowledged.add(/** @type {any} */ (event).id)
  if (shown) scoreboard.show(shown, acknowledged.ages())
  live.hurry()
})
document.addEventListener('visibilitychange', () => document.hidden || live.hurry())

run(introduce)
start(resume)
