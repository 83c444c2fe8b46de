import type { Scene } from 'cesium';

/** What Cesium draws a frame with. */
interface Drawn {
	update(frameState: Frame): void;
	destroy(): void;
	isDestroyed(): boolean;
}

/** The part of Cesium's frame state that tells a picture from a pick. */
interface Frame {
	readonly passes: { readonly render: boolean; readonly pick: boolean };
}

/**
 * Adds a primitive through which clicks go. `allowPicking: false` alone does not: Cesium still draws the primitive into the picture of ids,
 * with its colour for an id, and whatever lies behind it is not found any more. Returns its undo, which destroys the primitive.
 */
export function addUnpickable(scene: Scene, primitive: object): () => void {
	const drawn = primitive as Drawn;
	const shield: Drawn = {
		update(frame) {
			if (frame.passes.render || !frame.passes.pick) drawn.update(frame);
		},
		destroy: () => drawn.destroy(),
		isDestroyed: () => drawn.isDestroyed(),
	};
	scene.primitives.add(shield);
	return () => {
		if (!scene.isDestroyed()) scene.primitives.remove(shield);
	};
}
