/** The desk is drawn in the browser only. */
export const ssr = false;
