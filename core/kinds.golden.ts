/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'ebe0c4ce0e871df92a437a8785d09a480c2b98655bfc171bf081b032ca948a46';
