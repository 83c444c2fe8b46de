import type { Feed } from '../../domain/topics.ts';

/** A Feed with its writing end. */
export interface ValueFeed<T> extends Feed<T> {
	set(values: readonly T[]): void;
}

/** Makes an empty Feed. Listeners run in the order they subscribed. */
export function createValueFeed<T>(): ValueFeed<T> {
	const listeners = new Set<() => void>();
	let current: readonly T[] = [];
	return {
		get: () => current,
		set(values) {
			current = values;
			for (const listener of listeners) listener();
		},
		subscribe(onChange) {
			listeners.add(onChange);
			return () => {
				listeners.delete(onChange);
			};
		},
	};
}
