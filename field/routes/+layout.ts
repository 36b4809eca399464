/** The field is drawn in the browser only. */
export const ssr = false;
