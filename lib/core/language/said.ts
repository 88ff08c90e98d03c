/**
 * In what the server writes sentences: refusals, explanations, messages. What is signed, stored as evidence or read by
 * machines is English, whoever reads it.
 */
export type SaidIn = 'en' | 'de'
