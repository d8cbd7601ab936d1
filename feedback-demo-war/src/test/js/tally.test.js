import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sum, tally } from '../../main/webapp/simulator/tally.js'

const vote = (id, state = 'delivered', attempts = 1) => ({
  id, message_id: 'm', score: 1, text: '', reasons: [], status: 'current', deliveries: [{ destination: 'twilio', state, attempts }],
})

const behind = (votes, kept) => ({ votes, kept_upstream: kept, exchanges: [], destinations: [], waiting: false })

test('what was acknowledged and is not kept is lost, once the telling is younger than the promise', () => {
  const told = behind([vote('a')], 1)

  assert.equal(tally(told, new Map([['a', 9000], ['b', 9000]])).lost, 1)
  assert.equal(tally(told, new Map([['a', 9000], ['b', 100]])).lost, 0)
})

test('what the upstream has beside what was sent is there twice', () => {
  assert.equal(tally(behind([vote('a'), vote('b', 'superseded', 0)], 1), new Map()).twice, 0)
  assert.equal(tally(behind([vote('a'), vote('b', 'superseded', 0)], 2), new Map()).twice, 1)
  assert.equal(tally(behind([vote('a', 'uncertain')], 1), new Map()).twice, 0)
})

test('the books are a sum of states in the order of the way', () => {
  const found = tally(behind([vote('a'), vote('b', 'superseded', 0), vote('c', 'settling', 0)], 1), new Map())

  assert.equal(sum(found), '3 accepted = 1 settling + 1 delivered + 1 superseded')
  assert.equal(found.balanced, true)
})

test('a state that nobody knows makes the books wrong', () => {
  assert.equal(tally(behind([vote('a', 'eaten')], 0), new Map()).balanced, false)
})

test('nothing is said of books without votes, nor of an upstream that nobody counts', () => {
  const found = tally(behind([], undefined), new Map())

  assert.equal(sum(found), '')
  assert.equal(found.upstream, undefined)
})
