/** As acts, handovers and clashes brought it. */
const SECOND = {
  'the envelope': '25d5b89ed47f1552',
  'a batch': 'b2ce64623020fe4b',
  'a sealed batch': '3fd2623eea522ad3',
  'the cursors': '9a153a84f6e02607',
  'the four answers': 'ac141775fd43aa1c',
  'household-registered': '0c36e8d9fde7caa7',
  'member-born': 'ccb357d9d171c441',
  'member-arrived': '6a123639b53c39dd',
  'member-died': '9590d5f6664651a6',
  'member-left': '9590d5f6664651a6',
  'split-household': 'd931b912dc3bf649',
  'move-household': '7fc9fa9fa4cfd75d',
  'household-left': 'f34621c43ea4fbe8',
  'interview-finished': '323329b4af63af5b',
  'clash-settled': '88457f4948a680e2',
  'handed-over': '5ac12826a561e116',
};

const FIFTH = { ...SECOND, 'interview-finished': '4352f62cfe9d3418', 'directive-noted': '92922480153b7312' };

const SEVENTH = {
  ...FIFTH,
  'hold-meeting': '443c2934de930c58',
  'interview-finished': 'aa1772563edb11e2',
  'photo-taken': '9b6e1582cd37c91c',
};

const EIGHTH = { ...SEVENTH, 'correct-member': 'e98ce59b96feb37d', 'withdraw-joining': '918d581c51080772' };

/** SHA-256, shortened, over what travels, by protocol version and part; see `protocol.test.ts`. Versions only ever join. */
export const PROTOCOL_SHAPES: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: {
    'the envelope': '25d5b89ed47f1552',
    'a batch': 'b2ce64623020fe4b',
    'a sealed batch': '3fd2623eea522ad3',
    'the cursors': '9a153a84f6e02607',
    'the four answers': 'ac141775fd43aa1c',
    'interview-finished': '4c10dace3302a895',
  },
  2: SECOND,
  3: SECOND,
  4: { ...SECOND, 'interview-finished': 'c2e0cff32d1033c6' },
  5: FIFTH,
  6: { ...FIFTH, 'hold-meeting': '443c2934de930c58' },
  7: SEVENTH,
  8: EIGHTH,
  9: { ...EIGHTH, 'clash-settled': 'c174d6626bb9a76a' },
};
