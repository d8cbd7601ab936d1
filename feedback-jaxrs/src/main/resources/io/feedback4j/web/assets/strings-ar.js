// @ts-check

/** @type {Required<import('./strings.js').Words>} */
export const words = {
  rateMessage: 'قيّم هذه الإجابة',
  rateSession: 'قيّم هذه المحادثة',
  up: 'مفيدة',
  down: 'غير مفيدة',
  stored: 'شكرًا لك.',
  undone: 'تم سحب التقييم.',
  failed: 'تعذّر حفظ تقييمك. يُرجى المحاولة مرة أخرى.',
  more: 'أخبرنا بالمزيد',
  question: 'ما الذي لم يكن جيدًا؟',
  liked: 'ما الذي أعجبك؟',
  optional: 'اختياري',
  comment: 'تعليقك',
  shared: 'يصل تقييمك وما تذكره هنا إلى الفريق المسؤول عن هذا المساعد.',
  send: 'إرسال',
  close: 'إغلاق',
}
