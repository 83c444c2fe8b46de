import type { Feed } from '../../domain/topics.ts';

/** A Feed with its writing end. */
export interface ValueFeed<T> extends Feed<T> {
	set(value: T): void;
}

/** Makes a Feed that holds `initial` until it is set. Listeners run in the order they subscribed. */
export function createValueFeed<T>(initial: T): ValueFeed<T> {
	const listeners = new Set<() => void>();
	let current = initial;
	return {
		get: () => current,
		set(value) {
			current = value;
			for (const listener of listeners) listener();
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}
