/**
 * The review form as PDF over the network (in Phiếu B): a blank one, and one household's. A whole hamlet's is made like a long list,
 * by the room report. Setting the page is handed in, since reports are a later room.
 */
import * as z from 'zod';
import { inFileName } from '../../core/kernel/text.ts';
import { type FormPaperKey, formPaperText } from '../../words/form-paper.ts';
import { logLook } from '../access/read-log.ts';
import { notFound } from '../http/problem.ts';
import { mayOrThrow, route, sendFile, type Server } from '../http/route.ts';
import { formMarkup } from '../interview/form-paper.ts';
import { findRoundToShow } from '../interview/rounds.ts';
import { aboutForms, blankForm, readForm } from './forms.ts';
import { findHousehold } from './household-store.ts';
import { unlessRestricted } from './restricted.ts';

export type Typeset = (markup: string) => Promise<Uint8Array>;

/** Of printing in the read log. */
export const FORM_PURPOSE = 'form';

export function formRoutes(server: Server, typeset: Typeset): void {
  route(server, {
    method: 'GET',
    url: '/api/areas/:areaId/form',
    params: z.strictObject({ areaId: z.string().max(40) }),
    handle: async (context, { params: { areaId } }) => {
      mayOrThrow(context, 'read-tables', areaId);
      const about = aboutForms(context, await findRoundToShow(context.tx, undefined));
      const paper = blankForm(context, areaId, about);
      const bytes = await typeset(formMarkup([paper], about));
      return sendFile(context.reply, { name: formName('file-blank', paper.hamletName || paper.communeName, about.year), type: PDF, bytes });
    },
  });
  route(server, {
    method: 'GET',
    url: '/api/households/:householdId/form',
    params: z.strictObject({ householdId: z.uuid() }),
    handle: async (context, { params: { householdId } }) => {
      const file = await findHousehold(context.tx, householdId);
      if (file === null) throw notFound();
      mayOrThrow(context, 'read-household', file.hamletId);
      await unlessRestricted(context, householdId, file.hamletId);
      const about = aboutForms(context, await findRoundToShow(context.tx, undefined));
      const paper = await readForm(context, householdId, about);
      if (paper === null) throw notFound();
      await logLook(context, { kind: 'household', householdId, hamletId: file.hamletId, purpose: FORM_PURPOSE, rows: 1 });
      const bytes = await typeset(formMarkup([paper], about));
      return sendFile(context.reply, { name: formName('file-household', paper.household?.code ?? '', about.year), type: PDF, bytes });
    },
  });
}

const PDF = 'application/pdf';

/** `phieu-b-tc-0123-2026.pdf` */
export function formName(kind: FormPaperKey, of: string, year: number): string {
  const parts = [formPaperText('vi', kind), inFileName(of), String(year)];
  return `${parts.filter((part) => part !== '').join('-')}.pdf`;
}
