/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '655870185da583e96c2542bcd8b49c85f5202c6d94e26b53810fdcf5bda200a8';
