import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { ROUTES } from '../../domain/api.ts';
import { tellChange } from '../feed/sight.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { Store } from '../store/store.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** No district is called so: who may read the whole log may read it of every district. */
const EVERY_DISTRICT = '';

/** GET /api/changes: records since a number, as far as the reader may see them. GET /api/events: the log. */
export function registerChanges(app: TypedApp, store: Store): void {
	addRoute(app, ROUTES.changes, async ({ query: { since, log, limit }, request: { identity } }) => {
		// Numbers of another log say nothing here.
		const from = log === undefined || log === store.log ? since : 0;
		const page = await store.readChanges(from, limit);
		// What is out of sight now may have been in sight for who begins at a number; who begins anew never knew it.
		const changes = page.changes.flatMap((change) => tellChange(identity, change, from === 0 ? null : undefined) ?? []);
		return { log: store.log, changes, seq: page.seq, more: page.more };
	});
	addRoute(app, ROUTES.events, async ({ query: { collection, id, since, limit }, request: { identity } }) => {
		requireAccess(identity, 'audit.read', { id: 'events', district: EVERY_DISTRICT });
		const events = await store.readEvents({
			...(collection === undefined ? {} : { collection }),
			...(id === undefined ? {} : { id }),
			since,
			limit,
		});
		return {
			events: events.map((event) => ({ ...event, set: event.set && hidePersonal(event.collection, event.set) })),
		};
	});
}
