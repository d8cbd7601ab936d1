import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advise } from '../../main/resources/io/feedback4j/web/assets/advice.js'

const fine = { sessionId: 's', token: '', scale: 'thumbs', disabled: false }

test('says each thing once, and nothing where nothing is wrong', (context) => {
  const said = []
  context.mock.method(console, 'warn', (...words) => said.push(words.join(' ')))

  advise(fine)
  advise({ ...fine, sessionId: '', disabled: true })
  assert.deepEqual(said, [])

  const wrong = { sessionId: '', token: 't', scale: '5', disabled: false }
  advise(wrong)
  advise(wrong)
  assert.deepEqual(said.map((line) => line.split(' ', 2)[1]), ['session-id', 'token', 'scale'])
})
