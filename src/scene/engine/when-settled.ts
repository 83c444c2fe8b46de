import type { Scene } from 'cesium';

/** What was changed just now is asked for with the first frame, and shows whether it is there with the next. */
const LEAST_FRAMES = 2;

/**
 * Resolves when the map is drawn with all that was changed before the call, or after `limitMs`: whatever is there by then is the picture.
 * Draws frame after frame meanwhile: the engine takes in what has come only in frames.
 */
export function whenSettled(scene: Scene, isSettled: () => boolean, limitMs: number): Promise<void> {
	return new Promise((resolve) => {
		let frames = 0;
		const stopWatching = scene.postRender.addEventListener(() => {
			frames += 1;
			if (frames > LEAST_FRAMES && isSettled()) finish();
			else scene.requestRender();
		});
		const timer = setTimeout(() => finish(), limitMs);
		function finish(): void {
			clearTimeout(timer);
			stopWatching();
			resolve();
		}
		scene.requestRender();
	});
}
