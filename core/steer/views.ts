/** What the server shows of directives (chỉ đạo trên màn hình): plain shapes, no code. */
import type { DirectiveRule } from './directive.ts';
import type { HamletFacts } from './reach.ts';
import type { Step } from './step.ts';
import type { HamletSteps, StepCounts } from './standing.ts';

/** `GET /api/areas/:areaId/directives`: the office's own and those of above for hamlets here, newest first. */
export interface DirectiveRow {
  readonly directiveId: string;
  /** Sent by this office, which alone may withdraw it. */
  readonly own: boolean;
  readonly fromName: string;
  /** Display name of who sent it. */
  readonly by: string;
  readonly text: string;
  readonly dueOn: string | null;
  readonly rule: DirectiveRule;
  /** Of `below`: percent of the list; else null. */
  readonly share: number | null;
  readonly sentAt: string;
  readonly withdrawn: { readonly at: string; readonly why: string } | null;
  /** Of the hamlets of this area. */
  readonly counts: StepCounts;
  /** Its day has passed, and hamlets have not done it; of one withdrawn 0. */
  readonly overdue: number;
}

/** `GET /api/areas/:areaId/directives/reach`: the hamlets of the area as they stand now, in the order of lists; whom a rule reaches is `reach.ts`. */
export type DirectiveReach = readonly (HamletFacts & { readonly hamletName: string; readonly communeName: string })[];

export interface DirectiveHamlet extends HamletSteps {
  readonly hamletId: string;
  readonly hamletName: string;
  readonly communeName: string;
  /** Display name of who did it; empty where nobody has. */
  readonly doneBy: string;
  readonly word: string | null;
  /** What is said to it alone. */
  readonly own: string | null;
}

/** `GET /api/areas/:areaId/directives/:directiveId`, hamlets in the order of lists. */
export interface DirectiveView {
  readonly directive: DirectiveRow;
  readonly hamlets: readonly DirectiveHamlet[];
}

/** In `GET /api/device`: directives for hamlets in which this person holds a post. */
export interface DeviceDirective {
  readonly directiveId: string;
  readonly fromName: string;
  readonly text: string;
  readonly dueOn: string | null;
  readonly sentAt: string;
  readonly withdrawn: { readonly at: string; readonly why: string } | null;
  /** Null: the server has not heard that it arrived. */
  readonly hamlets: readonly { readonly hamletId: string; readonly step: Step | null }[];
}
