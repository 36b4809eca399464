/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'b4c343fb991135fbe26af12e62e7d488e1ff0ec12ca51ebfc9816025aed75df8';
