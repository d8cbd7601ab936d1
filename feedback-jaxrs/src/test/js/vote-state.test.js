import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accepted, choiceOf, failed, isDown, recalled, unvoted, wished } from '../../main/resources/io/feedback4j/web/assets/vote-state.js'

test('a wish shows at once, and is saved when it is accepted', () => {
  const state = wished(unvoted, 1)

  assert.deepEqual(state, { shown: 1, saved: null, touched: true })
  assert.deepEqual(accepted(state, 1), { shown: 1, saved: 1, touched: true })
})

test('a failure shows again what the server holds', () => {
  assert.equal(failed(wished(recalled(unvoted, 1), 0)).shown, 1)
})

test('a wish that was faster than the recollection stands', () => {
  assert.deepEqual(recalled(unvoted, 0), { shown: 0, saved: 0, touched: false })
  assert.equal(recalled(wished(unvoted, 1), 0).shown, 1)
})

test('a score between the thumbs looks like the nearer one, and the middle like none', () => {
  assert.deepEqual([null, 0, 0.25, 0.5, 0.75, 1].map((score) => choiceOf(score, false)), [null, 0, 0, null, 1, 1])
})

test('a score between two steps looks like the nearer one', () => {
  assert.deepEqual([null, 0, 0.2, 0.25, 0.5, 0.7, 0.9, 1].map((score) => choiceOf(score, true)), [null, 0, 0.25, 0.25, 0.5, 0.75, 1, 1])
})

test('what is below the middle is asked what went wrong', () => {
  assert.deepEqual([null, 0, 0.25, 0.5, 1].map(isDown), [false, true, true, false, false])
})
