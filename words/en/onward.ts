/** A list going on to its next step: asked once more, by whom, whether it can be taken back. */
import type { onward as vi } from '../vi/onward.ts';

export const onward = {
  'onward.question.open-meetings': 'Move the list of {area} on to its meetings?',
  'onward.body.open-meetings':
    'Every household of {area} that is to be reviewed has a form, or the reason why it could not be visited is written. Each hamlet now discusses its households; one to which less than half of those present agree is reviewed and discussed again.',
  'onward.undo.open-meetings':
    'Forms reviewed again are still taken. The list goes on to the decision once every household has been agreed to.',
  'onward.who.open-meetings': 'This is done by the commune officer or the chair of the commune.',
  'onward.action.open-meetings': 'Go on to the meetings',
  'onward.done.open-meetings': 'The list is at its meetings.',
  'onward.question.open-posting': 'Move the list of {area} on to its posting?',
  'onward.body.open-posting':
    'The meetings of {area} are done. The list is posted in each hamlet and at the commune office; anybody may object.',
  'onward.undo.open-posting': 'The list goes on to the decision once it has hung for its working days and everything said was answered.',
  'onward.who.open-posting': 'This is done by the commune officer or the chair of the commune.',
  'onward.action.open-posting': 'Go on to the posting',
  'onward.done.open-posting': 'The list is at its posting.',
  'onward.question.ask-district': 'Send the list of {area} to the district for its opinion?',
  'onward.body.ask-district': 'The chair of the district looks at the list of {area} and gives an opinion before the commune decides.',
  'onward.undo.ask-district': 'It can be taken back until there is a decision.',
  'onward.who.ask-district': 'This is done by the commune officer or the chair of the commune.',
  'onward.action.ask-district': 'Send to the district',
  'onward.done.ask-district': 'The list waits for the opinion of the district.',
  'onward.question.give-opinion': 'Give the opinion on the list of {area}?',
  'onward.body.give-opinion': 'The list of {area} goes on to the decision of the commune’s chair.',
  'onward.undo.give-opinion': 'The commune can open the list again until there is a decision.',
  'onward.who.give-opinion': 'This is done by the district, for rounds before July 2025 alone.',
  'onward.action.give-opinion': 'Opinion given',
  'onward.done.give-opinion': 'The opinion was given. The list waits for the commune’s decision.',
  'onward.question.open-decision': 'Close the interviews of {area}?',
  'onward.body.open-decision':
    'From now on no further review forms of this round are taken for {area}. The chair will see and decide the lists.',
  'onward.undo.open-decision': 'Interviews can be reopened until the decision, not after it.',
  'onward.who.open-decision': 'This is done by the commune officer or the chair of the commune.',
  'onward.action.open-decision': 'Close interviews',
  'onward.done.open-decision': 'Interviews are closed. The lists wait for a decision.',
} satisfies Record<keyof typeof vi, string>;
