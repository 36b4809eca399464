/**
 * Something that happened to a household, told line by line (kể lại một biến động): the same on the phone, on paper and at the
 * commune. Names and places come along with the act, since its ids say nothing to people.
 */
import type { CommandBody } from '../core/kinds.ts';
import type { Act } from '../core/acts.ts';
import { optionText } from '../words/interview.ts';
import { type LifeKey, lifeText } from '../words/life.ts';
import type { Language } from '../words/words.ts';
import { day } from './format.ts';

export interface ActAbout {
  readonly headName: string;
  /** By member id. */
  readonly names: Readonly<Record<string, string>>;
  readonly place: string;
}

export interface ToldAct {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly value: string }[];
}

export function toldAct(language: Language, act: Act, about: ActAbout): ToldAct {
  const lines = linesOf(language, act, about).filter(([, value]) => value !== '');
  return {
    title: lifeText(language, `act.${act.kind}`),
    lines: lines.map(([key, value]) => ({ label: lifeText(language, key), value })),
  };
}

type Line = readonly [LifeKey, string];

function linesOf(language: Language, act: Act, about: ActAbout): readonly Line[] {
  const own: Line = ['told.household', about.headName];
  const nameOf = (memberId: string): string => about.names[memberId] ?? memberId;
  switch (act.kind) {
    case 'household-registered':
      return registered(language, act.payload, about);
    case 'member-born':
      return [own, ['told.who', person(language, act.payload.member)]];
    case 'member-arrived':
      return [own, ['told.who', person(language, act.payload.member)], ['told.from', act.payload.from ?? ''], on(act.payload)];
    case 'member-died':
    case 'member-left':
      return [own, ['told.who', nameOf(act.payload.memberId)], on(act.payload)];
    case 'correct-member':
      return [own, ['told.was', identity(language, act.payload.was)], ['told.now', identity(language, act.payload.now)]];
    case 'withdraw-joining':
      return [own, ['told.who', identity(language, act.payload.was)], ['told.why', act.payload.why]];
    case 'split-household': {
      const { memberIds, headId, address } = act.payload;
      return [
        own,
        ['who-splits', memberIds.map(nameOf).join(', ')],
        ['new-head', nameOf(headId)],
        ['address', address ?? ''],
        on(act.payload),
      ];
    }
    case 'move-household':
      return [own, ['told.to', [act.payload.address, about.place].filter(Boolean).join(', ')], on(act.payload)];
    case 'household-left':
      return [own, ['told.to', act.payload.to ?? ''], on(act.payload)];
  }
}

const on = (payload: { readonly on: string }): Line => ['told.on', day(payload.on)];

function registered(language: Language, body: CommandBody<'household-registered'>, { place }: ActAbout): readonly Line[] {
  return [
    ['head', body.headName],
    ['told.hamlet', place],
    ['address', body.address ?? ''],
    ['told.members', body.members.map((member) => person(language, member)).join('; ')],
    ['told.since', day(body.since)],
    ['told.listed', lifeText(language, body.listed === null ? 'told.no' : 'told.yes')],
  ];
}

function identity(language: Language, { fullName, sex, birth }: CommandBody<'correct-member'>['was']): string {
  const born = /^\d/.test(birth) ? day(birth) : optionText(language, 'birth', birth);
  return `${fullName} (${[optionText(language, 'sex', sex), born].join(', ')})`;
}

function person(language: Language, member: CommandBody<'member-born'>['member']): string {
  const said = [optionText(language, 'relation', member.relation), optionText(language, 'sex', member.sex), day(member.birth)];
  return `${member.fullName} (${said.join(', ')})`;
}
