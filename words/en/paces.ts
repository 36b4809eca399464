/** How the forms of each enumerator came about. */
export const paces = {
  title: 'Forms of each enumerator',
  lead: 'The share of answers as they were last time and how long forms took, to choose which households to check again. The numbers accuse nobody: little change may be the truth. Forms on paper are not counted.',
  name: 'Enumerator',
  forms: 'Forms',
  again: 'Households with a form before',
  unchanged: 'Answers unchanged',
  minutes: 'Minutes (middle)',
  hasty: 'Worth a second look',
  'nothing-before': 'No form before',
  unknown: 'Not known',
  none: 'No forms yet',
  'none-text': 'When enumerators send forms of this round, the numbers stand here.',
};
