/** Pages are plain HTML: no script is sent. */
export const csr = false;
