/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'a815342df95d0a1f63577fa8d7da8dce718e3871d8ddec9f3aedaf815b3526a7';
