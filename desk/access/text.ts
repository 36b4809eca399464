/** Texts of accounts and their posts in the language chosen (lời của trang người dùng). */
import type { PostView } from '../../core/access/views.ts';
import { day } from '../../ui/format.ts';
import { language } from '../../ui/language.svelte.ts';
import { accessText } from '../../words/access.ts';
import { type AccountsKey, accountsText } from '../../words/accounts.ts';
import { type SignInKey, signInText } from '../../words/sign-in.ts';
import type { Params } from '../../words/words.ts';

export function a(key: AccountsKey, params?: Params): string {
  return accountsText(language.current, key, params);
}

export function s(key: SignInKey, params?: Params): string {
  return signInText(language.current, key, params);
}

/** "Trưởng ấp, khóm, khu, Ấp 1, Xã Trà Côn" */
export function postName(post: PostView): string {
  return [accessText(language.current, post.role), post.areaName, post.above].filter((text) => text !== '').join(', ');
}

/** "từ 01/07/2025 đến 31/12/2026, thay Nguyễn Văn An" */
export function postTerm(post: PostView): string {
  const { from, to, delegatedBy } = post;
  const term = to === null ? a('account.from', { from: day(from) }) : a('account.from-to', { from: day(from), to: day(to) });
  return delegatedBy === null ? term : `${term}, ${a('account.delegated', { name: delegatedBy })}`;
}
