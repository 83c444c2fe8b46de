import { flushSync } from 'react-dom';
import type { UiStore } from './ui-store.ts';

/** The ground of a view is painted anew in a second or two; a picture that lacks a square of it is better than none. */
const PATIENCE_MS = 6_000;

/**
 * Draws the map in the colours of paper for as long as `use` runs: dark on light, whatever the screen's theme. Begins it when all of the
 * view is there in them, or after 6 s. Without a map it is run at once.
 */
export async function drawOnPaper<T>(ui: UiStore, use: () => Promise<T>): Promise<T> {
	try {
		flushSync(() => ui.setState({ onPaper: true }));
		await ui.getState().settleMap?.(PATIENCE_MS);
		return await use();
	} finally {
		ui.setState({ onPaper: false });
	}
}
