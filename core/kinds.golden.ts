/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '03472f553838453d52217e45856000de9a308439bdc6f60aeca4a9fe98f4ae94';
