import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { Doc } from 'yjs';
import type { Presence } from '../../domain/tactics/sketch-wire.ts';
import { writePresence } from './sketch-messages.ts';

/** Where a change of presence came from: a page of this process, or another process. */
export type PresenceOrigin = object | 'process' | 'timeout';

/** Who has a sketch open, on the pages of all processes. */
export interface RoomPresence {
	set(page: number, clock: number, presence: Presence | null, origin: PresenceOrigin): void;
	/** Takes what another process tells. @throws Error when it is nothing of the kind */
	take(update: Uint8Array): void;
	remove(page: number, origin: PresenceOrigin): void;
	/** All who are there, as an update of awareness; null = nobody. */
	readAll(): Uint8Array | null;
	destroy(): void;
}

/** Makes it with nobody. Who has been silent for 30 s is forgotten. */
export function createRoomPresence(onChanged: (update: Uint8Array, origin: PresenceOrigin) => void): RoomPresence {
	const holder = new Doc();
	const awareness = new Awareness(holder);
	awareness.setLocalState(null);
	awareness.on(
		'update',
		({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: PresenceOrigin) => {
			onChanged(encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed]), origin);
		},
	);
	return {
		set: (page, clock, presence, origin) =>
			applyAwarenessUpdate(awareness, writePresence(page, clock, presence), origin),
		take: (update) => applyAwarenessUpdate(awareness, update, 'process'),
		remove(page, origin) {
			removeAwarenessStates(awareness, [page], origin);
			// The same page comes back with its own count.
			awareness.meta.delete(page);
		},
		readAll() {
			const pages = [...awareness.getStates().keys()];
			return pages.length === 0 ? null : encodeAwarenessUpdate(awareness, pages);
		},
		destroy() {
			awareness.destroy();
			holder.destroy();
		},
	};
}
