// @ts-check
import { eventStream } from './event-stream.js'

/** What the server did not do, in its own words. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 where no answer came
   * @param {string} message
   * @param {any} [body]
   */
  constructor(status, message, body) {
    super(message)
    this.status = status
    this.body = body
  }
}

/** Where the REST root is: this file is at {root}/feedback/dashboard/{release}/. */
const ROOT = new URL('../../../', import.meta.url)

/** Asks the endpoints, with whatever the browser has for this origin: its Basic credentials or the host's session. */
export class Api {
  /** @type {Record<string, string>} */
  #headers = { Accept: 'application/json' }
  /** @type {Set<string>} */
  #paths = new Set()

  /** @returns {Promise<{ assistants: string[], default_assistant: string, rights: string[], basic: boolean, retention: string, paths: string[] }>} */
  async settings() {
    const settings = await this.get('feedback/dashboard/settings')
    this.#paths = new Set(settings.paths)
    // Other paths than the page's get Basic credentials only when they ask for them.
    if (settings.basic) this.#headers['Feedback-Login'] = 'basic'
    return settings
  }

  /** @param {string} path a template of the contract */
  serves(path) {
    return this.#paths.has(path)
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} [query]
   */
  address(path, query = {}) {
    const url = new URL(path, ROOT)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }

  /**
   * @param {string} path
   * @param {Record<string, string>} [query]
   * @param {{ signal?: AbortSignal, alsoFine?: number[] }} [options]
   */
  get(path, query, options) {
    return this.#ask('GET', this.address(path, query), undefined, options)
  }

  /**
   * @param {string} path
   * @param {unknown} body
   */
  post(path, body) {
    return this.#ask('POST', this.address(path), body)
  }

  /** @param {string} path */
  remove(path) {
    return this.#ask('DELETE', this.address(path))
  }

  /**
   * @param {string} method
   * @param {URL} url
   * @param {unknown} [body]
   * @param {{ signal?: AbortSignal, alsoFine?: number[] }} [options]
   */
  async #ask(method, url, body, { signal, alsoFine = [] } = {}) {
    const answer = await this.#sent(method, url, body, signal)
    const json = await answer.json().catch(() => null)
    if (answer.ok || alsoFine.includes(answer.status)) return json
    throw new ApiError(answer.status, json?.detail ?? `The server answered ${answer.status}.`, json)
  }

  /**
   * @param {string} method
   * @param {URL} url
   * @param {unknown} body
   * @param {AbortSignal} [signal]
   */
  async #sent(method, url, body, signal) {
    const headers = body === undefined ? this.#headers : { ...this.#headers, 'Content-Type': 'application/json' }
    try {
      return await fetch(url, { method, headers, signal, credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body) })
    } catch (error) {
      if (signal?.aborted) throw error
      throw new ApiError(0, 'The server cannot be reached.')
    }
  }

  /**
   * Follows a stream of events until it ends. By fetch and not by EventSource, which could not say how its reader signed
   * in.
   *
   * @param {string} path
   * @param {Record<string, string>} query
   * @param {AbortSignal} signal
   * @param {(event: { id: string, data: string }) => void} told
   * @param {() => void} opened
   */
  async follow(path, query, signal, told, opened) {
    const headers = { ...this.#headers, Accept: 'text/event-stream' }
    const answer = await fetch(this.address(path, query), { headers, signal, credentials: 'same-origin' })
    if (!answer.ok || !answer.body || !answer.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      await answer.body?.cancel()
      throw new ApiError(answer.status, 'no stream')
    }
    opened()
    const take = eventStream(told)
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) take(part.value)
  }
}
