// @ts-check

/** @type {Required<import('./strings.js').Words>} */
export const words = {
  rateMessage: 'この回答を評価',
  rateSession: 'この会話を評価',
  up: '役に立った',
  down: '役に立たなかった',
  stored: 'ありがとうございます。',
  undone: '評価を取り消しました。',
  failed: '評価を保存できませんでした。もう一度お試しください。',
  more: '詳しく伝える',
  question: '何が問題でしたか？',
  liked: 'どこが良かったですか？',
  optional: '任意',
  comment: 'コメント',
  shared: '評価とここに入力した内容は、このアシスタントの運営チームに届きます。',
  send: '送信',
  close: '閉じる',
}
