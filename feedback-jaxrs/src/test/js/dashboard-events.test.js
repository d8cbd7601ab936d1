import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eventStream } from '../../main/resources/io/feedback4j/web/dashboard/event-stream.js'

const SENT = ': hello\n\nid: 1\ndata: {"a":\ndata: 1}\n\nid:2\r\ndata:x\r\n\r\nevent: end\n\n'

test('events arrive the same however the network cuts them', () => {
  for (let size = 1; size <= SENT.length; size++) {
    const told = []
    const take = eventStream((event) => told.push(event))
    for (let i = 0; i < SENT.length; i += size) take(SENT.slice(i, i + size))

    assert.deepEqual(told, [{ id: '1', data: '{"a":\n1}' }, { id: '2', data: 'x' }], `in portions of ${size}`)
  }
})

test('an event that is cut off is not told', () => {
  const told = []

  eventStream((event) => told.push(event))('id: 1\ndata: x\n')

  assert.deepEqual(told, [])
})
