/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'e077d93e4a52ffc4055861cfbe0ba739ad17848eb70b41248394ba5ab146d267';
