import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { Service, accepted, otherTabs, withoutWaiting } from './service.js'
import { Ballot, takeBack, vote } from '../../main/resources/io/feedback4j/web/assets/ballot.js'
import { entries, store } from '../../main/resources/io/feedback4j/web/assets/outbox.js'
import { lasting } from '../../main/resources/io/feedback4j/web/assets/storage.js'

const UP = 1
const DOWN = 0
let sessions = 0

beforeEach(() => {
  store([])
  lasting.write('feedback-pause', null)
})

/** A ballot of a session of its own whose earlier votes are known. */
async function ballot(service, ...votes) {
  service.answers({ status: 200, body: { votes } })
  const ballot = Ballot.of({ sessionId: `s${sessions++}`, messageId: 'm' })
  ballot.watch(() => {})
  await ballot.recall()
  service.asked.length = 0
  otherTabs.heard.length = 0
  return ballot
}

/** Presses a thumb as the element does. */
const press = (ballot, score) => ballot.give({ score: ballot.state.shown === score ? null : score })

/** Until so many requests are under way. */
async function begun(service, requests = 1) {
  while (service.asked.length < requests) await new Promise((resolve) => setImmediate(resolve))
}

function gate() {
  let open
  const until = new Promise((resolve) => (open = resolve))
  return { until, open }
}

test('votes, changes the vote and takes it back', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), accepted('f2'), 204)

  await press(voter, UP)
  await press(voter, DOWN)
  await press(voter, DOWN)

  assert.deepEqual(service.scores, [1, 0, 'DELETE'])
  assert.match(service.asked[2].url, /f2$/)
  assert.equal(service.asked[2].headers['Feedback-Undo'], 'undo-f2')
  assert.deepEqual(voter.state, { shown: null, saved: null, touched: true })
  assert.deepEqual(entries(), [])
})

test('one target has one ballot, however it is written', () => {
  const one = Ballot.of({ sessionId: 's', messageId: 'm', endpoint: '/api' })

  assert.equal(Ballot.of({ sessionId: 's', messageId: 'm', endpoint: 'https://host/api/', assistant: 'default' }), one)
  assert.notEqual(Ballot.of({ sessionId: 's', messageId: 'n', endpoint: '/api' }), one)
})

test('of the presses that wait only the last is sent, after the one under way', async () => {
  const service = new Service()
  const voter = await ballot(service)
  const { until, open } = gate()
  service.answers({ ...accepted('f1'), until }, accepted('f2'))

  const first = press(voter, UP)
  await begun(service)
  const presses = [first, press(voter, UP), press(voter, DOWN)]
  open()

  assert.deepEqual((await Promise.all(presses)).map((receipt) => receipt?.id), ['f1', undefined, 'f2'])
  assert.deepEqual(service.scores, [1, 0])
})

test('presses that cancel each other while one is under way send nothing more', async () => {
  const service = new Service()
  const voter = await ballot(service)
  const { until, open } = gate()
  service.answers({ ...accepted('f1'), until })

  const first = press(voter, UP)
  await begun(service)
  const presses = [first, press(voter, DOWN), press(voter, UP)]
  open()
  await Promise.all(presses)

  assert.deepEqual(service.scores, [1])
  assert.equal(voter.state.shown, UP)
})

test('a refused vote is rolled back to what the server holds', async () => {
  const service = new Service()
  const voter = await ballot(service, { message_id: 'm', score: 1 })
  service.answers(403)

  const wish = press(voter, DOWN)
  assert.equal(voter.state.shown, DOWN)

  await assert.rejects(wish, { status: 403 })
  assert.equal(voter.state.shown, UP)
  assert.deepEqual(entries(), [])
})

test('a failure that a later press has overtaken is not told', async () => {
  const service = new Service()
  const voter = await ballot(service)
  const { until, open } = gate()
  service.answers({ status: 403, until }, accepted('f2'))

  const first = press(voter, UP)
  await begun(service)
  const presses = [first, press(voter, DOWN)]
  open()

  assert.deepEqual((await Promise.all(presses)).map((receipt) => receipt?.id), [undefined, 'f2'])
  assert.equal(voter.state.shown, DOWN)
})

test('repeats of one action carry one key', async (context) => {
  withoutWaiting(context)
  const service = new Service()
  const voter = await ballot(service)
  service.answers(new TypeError('no network'), 503, 408, 200, accepted('f1'))

  await press(voter, UP)

  assert.equal(service.keys.length, 5)
  assert.equal(new Set(service.keys).size, 1)
})

test('a voter is told when it takes a while, once the tries that nobody notices are over', async (context) => {
  const waits = withoutWaiting(context)
  const service = new Service()
  const voter = await ballot(service)
  service.answers(503, 503, 503, 503, accepted('f1'))
  let told = 0

  await voter.give({ score: 1 }, () => told++)

  assert.equal(told, 1)
  assert.deepEqual(waits.map((millis) => millis > 200 && millis <= 10_000), [true, true, true, true])
})

test('what the service asks to wait is waited, by every tab', async (context) => {
  const waits = withoutWaiting(context)
  const service = new Service()
  const voter = await ballot(service)
  service.answers({ status: 429, headers: { 'Retry-After': '120' } })
  let told = 0

  voter.give({ score: 1 }, () => told++)
  await begun(service)
  while (!waits.length) await new Promise((resolve) => setImmediate(resolve))

  assert.equal(waits[0], 120_000)
  assert.ok(lasting.read('feedback-pause') > Date.now() + 100_000)
  assert.equal(service.asked.length, 1)
  assert.ok(told > 0)
  lasting.write('feedback-pause', null)
  service.answers(accepted('f1'))
  await begun(service, 2)
})

test('a comment replaces the vote with the same vote and the comment', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), accepted('f2'), 204)

  await press(voter, DOWN)
  await voter.give({ score: DOWN, text: 'too long', reasons: ['unclear'] })
  await press(voter, DOWN)

  const { score, text, reasons } = service.asked[1].body
  assert.deepEqual({ score, text, reasons }, { score: 0, text: 'too long', reasons: ['unclear'] })
  assert.match(service.asked[2].url, /f2$/)
})

test('changing the vote carries no comment over', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), accepted('f2'), accepted('f3'))

  await press(voter, DOWN)
  await voter.give({ score: DOWN, text: 'too long', reasons: [] })
  await press(voter, UP)

  assert.deepEqual(Object.keys(service.asked[2].body), ['session_id', 'message_id', 'score'])
})

test('going back to a vote that has a comment says it again without', async () => {
  const service = new Service()
  const voter = await ballot(service)
  const { until, open } = gate()
  service.answers(accepted('f1'), { ...accepted('f2'), until }, accepted('f3'))
  await voter.give({ score: DOWN, text: 'too long' })

  const up = press(voter, UP)
  await begun(service, 2)
  const back = press(voter, DOWN)
  open()
  await Promise.all([up, back])

  assert.deepEqual(service.scores, [0, 1, 0])
  assert.equal(service.asked[2].body.text, undefined)
})

test('a vote of another visit is given once more, so that it can be taken back', async () => {
  const service = new Service()
  const voter = await ballot(service, { message_id: 'm', score: 0 })
  service.answers(accepted('f2'), 204)

  await press(voter, DOWN)

  assert.deepEqual(service.scores, [0, 'DELETE'])
  assert.equal(voter.state.saved, null)
})

test('a receipt the server no longer takes does not stand in the way', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), 404, accepted('f2'), 204)

  await press(voter, UP)
  await press(voter, UP)

  assert.deepEqual(service.scores, [1, 'DELETE', 1, 'DELETE'])
  assert.equal(voter.state.shown, null)
})

test('the votes of a session are asked for once, and kept up to date', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'))
  await press(voter, UP)
  service.asked.length = 0
  voter.unwatch(() => {})

  const remounted = Ballot.of(voter.target)
  await remounted.recall()

  assert.equal(service.asked.length, 0)
  assert.equal(remounted.state.shown, UP)
})

test('votes that could not be asked for are asked for again', async () => {
  const service = new Service()
  service.answers(503, { status: 200, body: { votes: [{ message_id: 'm', score: 1 }] } })
  const one = Ballot.of({ sessionId: 'again', messageId: 'm' })

  await assert.rejects(one.recall())
  await one.recall()

  assert.equal(one.state.shown, 1)
})

test('a comment is offered on the vote given here, until there is one', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), accepted('f2'), accepted('f3'), 204)

  assert.equal(voter.commentable, false)
  await press(voter, DOWN)
  assert.equal(voter.commentable, true)
  await voter.give({ score: DOWN, text: 'too long', reasons: [] })
  assert.equal(voter.commentable, false)
  await press(voter, UP)
  assert.equal(voter.commentable, true)
  await press(voter, UP)
  assert.equal(voter.commentable, false)
})

test('a vote of another visit may have a comment, so that none is offered', async () => {
  const voter = await ballot(new Service(), { message_id: 'm', score: 1 })

  assert.equal(voter.commentable, false)
})

test('plain code votes and takes back, and what shows the target follows', async () => {
  const service = new Service()
  const shown = await ballot(service)
  service.answers(accepted('f1'), 204)
  const target = { sessionId: shown.target.sessionId, messageId: 'm' }

  const receipt = await vote(target, { score: 0.25 })
  assert.equal(shown.state.shown, 0.25)
  await takeBack(target, receipt)

  assert.deepEqual(receipt, { id: 'f1', undo: 'undo-f1' })
  assert.equal(shown.state.shown, null)
  assert.deepEqual(service.scores, [0.25, 'DELETE'])
})

test('what another tab does shows here, and its comment is not asked for', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'))
  await press(voter, UP)

  otherTabs.tell({ target: voter.name, key: 'theirs', what: 'wished', score: 0 })
  assert.equal(voter.state.shown, 0)
  otherTabs.tell({ target: voter.name, key: 'theirs', what: 'done', score: 0, receipt: { id: 'f2', undo: 'u2' } })

  assert.deepEqual(voter.state, { shown: 0, saved: 0, touched: true })
  assert.equal(voter.commentable, false)
  service.answers(204)
  await press(voter, DOWN)
  assert.match(service.asked.at(-1).url, /f2$/)
})

test('other tabs hear of a vote, and never its text', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'))

  await voter.give({ score: 0, text: 'a secret', reasons: [] })

  assert.deepEqual(otherTabs.heard.map(({ what, score }) => [what, score]), [['wished', 0], ['done', 0]])
  assert.doesNotMatch(JSON.stringify(otherTabs.heard), /secret/)
})

test('a vote that never left the browser is taken back without a word to the service', async (context) => {
  const service = new Service()
  const voter = await ballot(service)
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { onLine: false } })
  context.after(() => delete globalThis.navigator)

  const wish = press(voter, UP)
  await new Promise((resolve) => setTimeout(resolve, 60))
  assert.equal(entries().length, 1)
  await press(voter, UP)

  assert.equal(await wish, null)
  assert.deepEqual(service.asked, [])
  assert.deepEqual(entries(), [])
})

test('a vote whose text is in another tab is left to that, until it is an orphan', async () => {
  const service = new Service()
  const [now, mine] = [Date.now(), { endpoint: 'https://host/api', sessionId: 's', messageId: 'm1' }]
  store([
    { key: 'theirs', at: now, target: mine, score: 0, text: true },
    { key: 'orphan', at: now - 6 * 60_000, target: { ...mine, messageId: 'm2' }, score: 0, text: true },
    { key: 'sent', at: now - 6 * 60_000, target: { ...mine, messageId: 'm3' }, score: 0, text: true },
  ])
  const voter = await ballot(service)
  service.answers(accepted('f1'), 422, accepted('f2'))

  await press(voter, UP)

  assert.deepEqual(service.keys.slice(0, 2), ['orphan', 'sent'])
  assert.equal(service.asked.length, 3)
  assert.deepEqual(entries().map(({ key }) => key), ['theirs'])
})
