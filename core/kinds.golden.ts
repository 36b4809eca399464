/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = 'aa1d2d54e0d7675191e11953a2e5212638dd99770dd13df21012162b6d77af78';
