/**
 * A round and what may be done next in it, as the server tells a face (đợt rà soát trên màn hình). The gate table itself
 * is in `round.ts`, what it allows in `gates.ts`.
 */
import type { RulebookId } from '../classify/verdict.ts';
import type { Gate, GateRow } from './round.ts';

export interface RoundView {
  readonly roundId: string;
  readonly kind: 'yearly' | 'regular';
  readonly year: number;
  /** `yyyy-mm-dd`, both inclusive. */
  readonly opensOn: string;
  readonly closesOn: string;
  readonly state: 'open' | 'closed';
  readonly rulebooks: readonly RulebookId[];
  readonly questionnaire: string;
  /** Hamlets discuss the list before it is decided; absent: told before there were meetings. */
  readonly asksMeeting?: boolean;
}

/** An answer that could still change the class; `people`: of how many it is missing, 0 where it is about the household. */
export interface MissingField {
  readonly field: string;
  readonly people: number;
}

/** Where the list of one commune stands; `closed` after the decision. */
export type GateState = Gate | 'closed';

/** A row of the gate table that starts where the list stands, with whether this person may do it now. */
export interface NextAction {
  readonly action: GateRow['action'];
  readonly to: GateState;
  readonly clause: string;
  readonly allowed: boolean;
  /** Code of the reason when not allowed; its sentence is in words/problems. */
  readonly why: string | null;
}
