/**
 * Wrong servers that the suite is known not to notice yet, each with what is missing. They count as not killed in every
 * score; one that is noticed after all has to be taken out.
 */
export const KNOWN_SURVIVORS: Readonly<Record<string, string>> = {};
