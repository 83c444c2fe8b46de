import type { MapCamera } from './map-camera.ts';
import type { MapView } from './map-view.ts';

/**
 * What outlives one widget: the last view, calls made while there is no camera, and who must be asked whether the map has
 * settled. A lost WebGL context takes the widget with it, and this brings the next one to the same place.
 */
export interface MapKeeper {
	/** The camera of the map that stands now; null = none does. */
	readonly camera: MapCamera | null;
	/** Does it now, or as soon as a map stands. */
	run(action: (camera: MapCamera) => void): void;
	getView(): MapView | undefined;
	isSettled(): boolean;
	/** The map as it is now, with its labels; null = there is none. */
	capture(): HTMLCanvasElement | null;
	/** Resolves when the map is drawn with all that was changed before, or after `limitMs`; at once when there is none. */
	whenSettled(limitMs: number): Promise<void>;
	/** Takes in a new map's camera, and how its picture is taken: brings it to the last view, or home. Returns its undo. */
	attach(camera: MapCamera, taker: PictureTaker): () => void;
	/** Adds somebody to be asked by `isSettled`. Returns its undo. */
	addSettleCheck(check: () => boolean): () => void;
}

/** How a map's picture is taken. */
export interface PictureTaker {
	/** The map as it is now, with its labels; null = the browser gives no canvas. */
	capture(): HTMLCanvasElement | null;
	/** Resolves when it is drawn with all that was changed before and `isSettled` says so, or after `limitMs`. */
	whenSettled(isSettled: () => boolean, limitMs: number): Promise<void>;
}

/** Makes an empty keeper; lives as long as one CityMap. */
export function createMapKeeper(): MapKeeper {
	const waiting: ((camera: MapCamera) => void)[] = [];
	const checks = new Set<() => boolean>();
	let camera: MapCamera | null = null;
	let lastView: MapView | undefined;
	let taker: PictureTaker | null = null;
	const isSettled = () => camera !== null && !camera.isFlying() && [...checks].every((check) => check());
	return {
		get camera() {
			return camera;
		},
		run(action) {
			if (camera) action(camera);
			else waiting.push(action);
		},
		getView: () => camera?.getView() ?? lastView,
		isSettled,
		capture: () => taker?.capture() ?? null,
		whenSettled: async (limitMs) => taker?.whenSettled(isSettled, limitMs),
		attach(next, nextTaker) {
			camera = next;
			taker = nextTaker;
			if (lastView) next.setView(lastView);
			else next.flyHome(0);
			for (const action of waiting.splice(0)) action(next);
			return () => {
				lastView = next.getView();
				if (camera === next) {
					camera = null;
					taker = null;
				}
			};
		},
		addSettleCheck(check) {
			checks.add(check);
			return () => checks.delete(check);
		},
	};
}
