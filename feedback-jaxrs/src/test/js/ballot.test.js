import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ballot } from '../../main/resources/io/feedback4j/web/assets/ballot.js'
import { DOWN, UP } from '../../main/resources/io/feedback4j/web/assets/vote-state.js'
import { Service, accepted, withoutWaiting } from './service.js'

let sessions = 0

/** A ballot of a session of its own whose earlier votes are known. */
async function ballot(service, ...votes) {
  service.answers({ status: 200, body: { votes } })
  const ballot = new Ballot({ sessionId: `s${sessions++}`, messageId: 'm' }, () => {})
  await ballot.recall()
  service.asked.length = 0
  return ballot
}

/** Until the first request is under way. */
async function begun(service) {
  while (!service.asked.length) await null
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

  await voter.press(UP)
  await voter.press(DOWN)
  await voter.press(DOWN)

  assert.deepEqual(service.scores, [1, 0, 'DELETE'])
  assert.match(service.asked[2].url, /f2$/)
  assert.equal(service.asked[2].headers['Feedback-Undo'], 'undo-f2')
  assert.deepEqual(voter.state, { shown: null, saved: null, touched: true })
})

test('of the presses that wait only the last is sent, after the one under way', async () => {
  const service = new Service()
  const voter = await ballot(service)
  const { until, open } = gate()
  service.answers({ ...accepted('f1'), until }, accepted('f2'))

  const first = voter.press(UP)
  await begun(service)
  const presses = [first, voter.press(UP), voter.press(DOWN)]
  open()

  assert.deepEqual((await Promise.all(presses)).map((receipt) => receipt?.id), ['f1', undefined, 'f2'])
  assert.deepEqual(service.scores, [1, 0])
})

test('presses that cancel each other while one is under way send nothing more', async () => {
  const service = new Service()
  const voter = await ballot(service)
  const { until, open } = gate()
  service.answers({ ...accepted('f1'), until })

  const first = voter.press(UP)
  await begun(service)
  const presses = [first, voter.press(DOWN), voter.press(UP)]
  open()
  await Promise.all(presses)

  assert.deepEqual(service.scores, [1])
  assert.equal(voter.state.shown, UP)
})

test('a refused vote is rolled back to what the server holds', async (context) => {
  withoutWaiting(context)
  const service = new Service()
  const voter = await ballot(service, { message_id: 'm', score: 1 })
  service.answers(403)

  const press = voter.press(DOWN)
  assert.equal(voter.state.shown, DOWN)

  await assert.rejects(press, { status: 403 })
  assert.equal(voter.state.shown, UP)
})

test('a failure that a later press has overtaken is not told', async () => {
  const service = new Service()
  const voter = await ballot(service)
  const { until, open } = gate()
  service.answers({ status: 403, until }, accepted('f2'))

  const first = voter.press(UP)
  await begun(service)
  const presses = [first, voter.press(DOWN)]
  open()

  assert.deepEqual((await Promise.all(presses)).map((receipt) => receipt?.id), [undefined, 'f2'])
  assert.equal(voter.state.shown, DOWN)
})

test('a comment replaces the vote with the same vote and the comment', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), accepted('f2'), 204)

  await voter.press(DOWN)
  await voter.comment('too long', ['unclear'])
  await voter.press(DOWN)

  const { score, text, reasons } = service.asked[1].body
  assert.deepEqual({ score, text, reasons }, { score: 0, text: 'too long', reasons: ['unclear'] })
  assert.match(service.asked[2].url, /f2$/)
})

test('changing the vote carries no comment over', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), accepted('f2'), accepted('f3'))

  await voter.press(DOWN)
  await voter.comment('too long', [])
  await voter.press(UP)

  assert.deepEqual(Object.keys(service.asked[2].body), ['session_id', 'message_id', 'score'])
})

test('a vote of another visit is given once more, so that it can be taken back', async () => {
  const service = new Service()
  const voter = await ballot(service, { message_id: 'm', score: 0 })
  service.answers(accepted('f2'), 204)

  await voter.press(DOWN)

  assert.deepEqual(service.scores, [0, 'DELETE'])
  assert.equal(voter.state.saved, null)
})

test('a receipt the server no longer takes does not stand in the way', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), 404, accepted('f2'), 204)

  await voter.press(UP)
  await voter.press(UP)

  assert.deepEqual(service.scores, [1, 'DELETE', 1, 'DELETE'])
  assert.equal(voter.state.shown, null)
})

test('the votes of a session are asked for once, and kept up to date', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'))
  await voter.press(UP)
  service.asked.length = 0

  const remounted = new Ballot(voter.target, () => {})
  await remounted.recall()

  assert.equal(service.asked.length, 0)
  assert.equal(remounted.state.shown, UP)
})

test('a comment is offered on the vote given here, until there is one', async () => {
  const service = new Service()
  const voter = await ballot(service)
  service.answers(accepted('f1'), accepted('f2'), accepted('f3'), 204)

  assert.equal(voter.commentable, false)
  await voter.press(DOWN)
  assert.equal(voter.commentable, true)
  await voter.comment('too long', [])
  assert.equal(voter.commentable, false)
  const press = voter.press(UP)
  assert.equal(voter.commentable, false)
  await press
  assert.equal(voter.commentable, true)
  await voter.press(UP)
  assert.equal(voter.commentable, false)
})

test('a vote of another visit may have a comment, so that none is offered', async () => {
  const voter = await ballot(new Service(), { message_id: 'm', score: 1 })

  assert.equal(voter.commentable, false)
})
