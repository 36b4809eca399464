/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '30ba3935e1a2d6bc0fab7d2a5481eb664eacfab0ac31bfc34f7b435e3e45501c';
