/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '578ecb8055ed0b40a980a7fdea31891e76b5526ab370abb248fccdb428543d7d';
