/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'b9b738469f117681078e46900b2e130dfe96bc36a49c7016e5208e958ca29b63';
