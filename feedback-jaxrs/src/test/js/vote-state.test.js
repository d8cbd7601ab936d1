import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DOWN, UP, accepted, failed, pressed, recalled, thumbOf, unvoted } from '../../main/resources/io/feedback4j/web/assets/vote-state.js'

test('a press shows at once', () => {
  assert.equal(pressed(unvoted, UP).shown, UP)
  assert.equal(pressed(unvoted, UP).saved, null)
})

test('the other thumb changes the vote', () => {
  assert.equal(pressed(pressed(unvoted, UP), DOWN).shown, DOWN)
})

test('the same thumb takes the vote back', () => {
  assert.equal(pressed(pressed(unvoted, UP), UP).shown, null)
})

test('a failed change of mind shows the vote the server still has', () => {
  const votedUp = accepted(pressed(unvoted, UP), UP)

  const state = failed(pressed(votedUp, DOWN))

  assert.equal(state.shown, UP)
  assert.equal(state.saved, UP)
})

test('a vote of an earlier visit is shown, unless the voter was faster', () => {
  assert.equal(recalled(unvoted, DOWN).shown, DOWN)
  assert.equal(recalled(pressed(unvoted, UP), DOWN).shown, UP)
})

test('a score between the thumbs leans to the nearer one, and the middle to none', () => {
  assert.deepEqual([0, 0.49, 0.5, 0.51, 1, null].map(thumbOf), [DOWN, DOWN, null, UP, UP, null])
})

test('a recalled score between the thumbs is taken back by the thumb it leans to', () => {
  assert.equal(pressed(recalled(unvoted, 0.8), UP).shown, null)
})
