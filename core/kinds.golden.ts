/** SHA-256 over all kinds, versions and schemas; see `kinds.test.ts`. */
export const KINDS_HASH = '0d6560fc93ff16dc0568a7d3875572bfee08bc10833ade4e5be79fa96970efb6';
