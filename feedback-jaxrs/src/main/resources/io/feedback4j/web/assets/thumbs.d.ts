/** Where feedback goes. */
export interface Target {
  sessionId: string
  /** Absent for the whole session. */
  messageId?: string
  /** Default: `default`. */
  assistant?: string
  /** The REST root, such as `/api`; default: the one that served the script. */
  endpoint?: string
  /** Sent as the header `Feedback-Token` with every request. */
  token?: string
}

/** What is said; at least one of the three. */
export interface Opinion {
  /** From 0 to 1. */
  score?: number
  /** Up to 4,000 characters. */
  text?: string
  /** Ids from the catalogue. */
  reasons?: string[]
}

/** Proof of a vote, to take it back with. */
export interface Receipt {
  id: string
  undo?: string
}

/** The service refused, or could not be reached: then `status` is 0. */
export class FeedbackError extends Error {
  readonly status: number
  readonly waitMillis: number
}

/** A vote was stored, or taken back: then `score` is `null`. */
export interface FeedbackVoteEvent extends Event {
  readonly type: 'feedback-vote'
  readonly sessionId: string
  readonly messageId: string
  readonly score: number | null
  readonly id: string
  readonly undone: boolean
}

/** A vote could not be stored or taken back. */
export interface FeedbackErrorEvent extends Event {
  readonly type: 'feedback-error'
  readonly sessionId: string
  readonly messageId: string
  readonly error: unknown
}

/** Every word of the element. */
export type Words = Record<
  | 'rateMessage'
  | 'rateSession'
  | 'solved'
  | 'up'
  | 'down'
  | 'yes'
  | 'no'
  | 'worst'
  | 'bad'
  | 'fair'
  | 'good'
  | 'best'
  | 'stored'
  | 'undone'
  | 'waiting'
  | 'failed'
  | 'more'
  | 'question'
  | 'liked'
  | 'optional'
  | 'comment'
  | 'shared'
  | 'send'
  | 'close'
  | 'kept'
  | 'delivered'
  | 'refused',
  string
>

/** `<feedback-thumbs>`; each property but `strings` is an attribute too, `sessionId` as `session-id`. */
export class FeedbackThumbsElement extends HTMLElement {
  sessionId: string
  messageId: string
  assistant: string
  endpoint: string
  token: string
  scale: '' | 'thumbs' | '5'
  reasons: string
  impressions: '' | 'off'
  disabled: boolean
  busy: boolean
  receipt: boolean
  strings: Partial<Words>
}

/** Gives feedback; it waits in the browser until it can be sent. `null` when a later vote on the target took its place. */
export function vote(target: Target, opinion: Opinion): Promise<Receipt | null>

/** Takes it back, comment and all. Repeating it is harmless. */
export function takeBack(target: Target, receipt: Receipt): Promise<void>

/** Replaces words of one language on the whole page, or adds a language. */
export function replaceStrings(language: string, words: Partial<Words>): void

declare global {
  interface HTMLElementTagNameMap {
    'feedback-thumbs': FeedbackThumbsElement
  }
  interface HTMLElementEventMap {
    'feedback-vote': FeedbackVoteEvent
    'feedback-error': FeedbackErrorEvent
  }
}
