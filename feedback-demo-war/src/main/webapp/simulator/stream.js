// @ts-check
/** Reads bodies that come bit by bit. */

/**
 * The parts of a text that are ended by this, as they come.
 *
 * @param {ReadableStream<Uint8Array>} body
 * @param {string} end
 */
export async function* parts(body, end) {
  const reader = body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader()
  let rest = ''
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const found = (rest + read.value).split(end)
      rest = found.pop() ?? ''
      yield* found
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}

/** What a server-sent event holds; `undefined` for a sign of life. @param {string} event */
export function dataOf(event) {
  const lines = event.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart())
  return lines.length ? JSON.parse(lines.join('\n')) : undefined
}
