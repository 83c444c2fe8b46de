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
	/** Takes in a new map's camera, and how its picture is taken: brings it to the last view, or home. Returns its undo. */
	attach(camera: MapCamera, capture: () => HTMLCanvasElement | null): () => void;
	/** Adds somebody to be asked by `isSettled`. Returns its undo. */
	addSettleCheck(check: () => boolean): () => void;
}

/** Makes an empty keeper; lives as long as one CityMap. */
export function createMapKeeper(): MapKeeper {
	const waiting: ((camera: MapCamera) => void)[] = [];
	const checks = new Set<() => boolean>();
	let camera: MapCamera | null = null;
	let lastView: MapView | undefined;
	let takePicture: (() => HTMLCanvasElement | null) | null = null;
	return {
		get camera() {
			return camera;
		},
		run(action) {
			if (camera) action(camera);
			else waiting.push(action);
		},
		getView: () => camera?.getView() ?? lastView,
		isSettled: () => camera !== null && !camera.isFlying() && [...checks].every((check) => check()),
		capture: () => takePicture?.() ?? null,
		attach(next, capture) {
			camera = next;
			takePicture = capture;
			if (lastView) next.setView(lastView);
			else next.flyHome(0);
			for (const action of waiting.splice(0)) action(next);
			return () => {
				lastView = next.getView();
				if (camera === next) {
					camera = null;
					takePicture = null;
				}
			};
		},
		addSettleCheck(check) {
			checks.add(check);
			return () => checks.delete(check);
		},
	};
}
