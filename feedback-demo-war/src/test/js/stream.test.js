import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dataOf, parts } from '../../main/webapp/simulator/stream.js'

/** A body that comes in these pieces. */
const body = (...pieces) => new ReadableStream({
  start(controller) {
    for (const piece of pieces) controller.enqueue(piece)
    controller.close()
  },
})

const bytes = (text) => new TextEncoder().encode(text)

async function all(stream, end) {
  const found = []
  for await (const part of parts(stream, end)) found.push(part)
  return found
}

test('parts are whole however the network has cut them', async () => {
  const cut = bytes('{"a":"é"}\n{"b":1}\n')

  const found = await all(body(cut.slice(0, 7), cut.slice(7, 9), cut.slice(9)), '\n')

  assert.deepEqual(found, ['{"a":"é"}', '{"b":1}'])
})

test('what has no end is no part', async () => {
  assert.deepEqual(await all(body(bytes('one\n\ntwo')), '\n\n'), ['one'])
})

test('an event is read from its data lines, and a sign of life is none', () => {
  assert.deepEqual(dataOf('id: 7\ndata: {"a":1}'), { a: 1 })
  assert.equal(dataOf(':'), undefined)
})
