-- What was masked in a feedback's text: e-mail addresses, phone numbers, cards, such as 1,0,2; '' for nothing.
ALTER TABLE feedback ADD COLUMN masked TEXT NOT NULL DEFAULT '';
