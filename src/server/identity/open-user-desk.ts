import { openStore } from '../store/open-store.ts';
import { createAuditLog } from './audit-log.ts';
import { createSessionBook, SESSION_LIMITS } from './session-book.ts';
import { createUserDesk, type UserDesk } from './user-desk.ts';

/** The users of a database, for a command beside a server or without one. A running server hears of every change. @throws as openStore */
export async function openUserDesk(url: string): Promise<{ users: UserDesk; close(): Promise<void> }> {
	const nowMs = () => Date.now();
	const store = await openStore({ url, nowMs });
	const sessions = createSessionBook(store, nowMs, SESSION_LIMITS);
	return {
		users: createUserDesk({ store, audit: createAuditLog(store, nowMs), sessions, nowMs }),
		async close() {
			sessions.close();
			await store.close();
		},
	};
}
