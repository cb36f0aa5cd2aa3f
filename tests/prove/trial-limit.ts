/** A trial takes a second or three. One that takes so long stands still, and its name says which server did that. */
export const TRIAL_LIMIT = { timeout: 120_000 };
