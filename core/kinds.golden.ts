/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '4a8cbf5beda07470428dbaac0130ba4245e9b2aa8615130657238ecdb3d2ef52';
