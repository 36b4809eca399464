/**
 * What lies in the store of a phone (bộ nhớ của máy, để thử), looked at from outside the app: expressions that run in a page of its
 * address. What records say is sealed.
 */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Waits for what the expression promises; the browser's own waiting takes any promise for a yes. */
export async function until(page: Page, expression: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await page.evaluate<boolean>(expression))) assert.ok(Date.now() < end, expression);
}

/** Has the phone put a draft of the household away since then? What is in it is sealed. Runs in the page. */
export const draftSince = (householdId: string, since: number): string => `new Promise((done) => {
  const open = indexedDB.open('vuon-field');
  open.onsuccess = () => {
    const get = open.result.transaction('records').objectStore('records').getAll();
    get.onsuccess = () => {
      open.result.close();
      done(get.result.some((record) => record.place.includes('|draft|') && record.place.includes('${householdId}') && record.savedAt >= ${since}));
    };
  };
})`;

const isEmpty = (store: string): string => `new Promise((done) => {
  const open = indexedDB.open('vuon-field');
  open.onsuccess = () => {
    const count = open.result.transaction('${store}').objectStore('${store}').count();
    count.onsuccess = () => {
      open.result.close();
      done(count.result === 0);
    };
  };
})`;

/** Nothing waits to be sent. */
export const OUTBOX_IS_EMPTY = isEmpty('outbox');

/** Nobody keeps anything here that a key could open. */
export const NOBODY_IS_HERE = `Promise.all([${isEmpty('people')}, ${isEmpty('records')}]).then((both) => both.every(Boolean))`;

/** Everything that lies in the phone's database and in its other stores, as text. Runs in the page. */
export const ALL_THAT_LIES_HERE = `new Promise((done) => {
  const open = indexedDB.open('vuon-field');
  open.onsuccess = async () => {
    const { result: database } = open;
    const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    const tell = (value) => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
      if (value === null || typeof value !== 'object') return String(value);
      return Object.values(value).map(tell).join('\\n');
    };
    for (const name of database.objectStoreNames) {
      const get = database.transaction(name).objectStore(name).getAll();
      await new Promise((read) => (get.onsuccess = read));
      parts.push(name, ...get.result.map(tell));
    }
    database.close();
    done(parts.join('\\n'));
  };
})`;
