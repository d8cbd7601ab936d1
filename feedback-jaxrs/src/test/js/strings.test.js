import assert from 'node:assert/strict'
import { test } from 'node:test'
import { english, replaceStrings, wordsIn } from '../../main/resources/io/feedback4j/web/assets/strings.js'

const everyWord = Object.keys((await import('../../main/resources/io/feedback4j/web/assets/strings-de.js')).words)

for (const language of ['ar', 'de', 'es', 'fr', 'ja']) {
  test(`every word is there in ${language}`, async () => {
    const { words } = await wordsIn(language)

    assert.deepEqual(Object.keys(words).sort(), [...everyWord].sort())
    assert.ok(Object.values(words).every((word) => word.trim() === word && word.length > 0))
    assert.ok(Object.keys(english).every((key) => key === 'no' || words[key] !== english[key])) // the same in Spanish
  })
}

test('a region falls back to its language, and a language we lack to English', async () => {
  assert.equal((await wordsIn('de-AT')).language, 'de')
  assert.deepEqual(await wordsIn('nl'), { words: english, language: 'en' })
})

test('words can be replaced and languages added', async () => {
  replaceStrings('en', { up: 'Good' })
  replaceStrings('nl', { up: 'Nuttig' })

  assert.equal((await wordsIn('en')).words.up, 'Good')
  assert.deepEqual(await wordsIn('nl-BE'), { words: { ...english, up: 'Nuttig' }, language: 'nl' })
})
