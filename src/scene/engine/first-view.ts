import type { CesiumWidget } from 'cesium';

/** The time until streets are shown for the first time: without a GPU, all but the ground waits for them. */
export interface FirstView {
	readonly isOver: boolean;
	/** The ground is there: what waited is drawn now. */
	end(): void;
	/** Calls `action` once when it ends; never when it is over already. Returns its undo. */
	onEnd(action: () => void): () => void;
	destroy(): void;
}

/** Of the full number of pixels on a side: plain ground looks the same, and costs a sixteenth of what pixels cost. */
const COARSE = 0.25;
/** Then all is drawn whether the ground is there or not: the buildings are worth more than nothing. */
const LONGEST_MS = 15_000;

/** Begins the first view of a widget; `isPutOff` false: nothing waits, it is over already. */
export function createFirstView(widget: CesiumWidget, isPutOff: boolean): FirstView {
	const waiting = new Set<() => void>();
	let isOver = !isPutOff;
	const end = () => {
		if (isOver) return;
		isOver = true;
		clearTimeout(timer);
		widget.resolutionScale = 1;
		for (const action of waiting) action();
		waiting.clear();
		widget.scene.requestRender();
	};
	const timer = isPutOff ? setTimeout(end, LONGEST_MS) : undefined;
	if (isPutOff) widget.resolutionScale = COARSE;
	return {
		get isOver() {
			return isOver;
		},
		end,
		onEnd(action) {
			if (!isOver) waiting.add(action);
			return () => waiting.delete(action);
		},
		destroy() {
			clearTimeout(timer);
			waiting.clear();
		},
	};
}
