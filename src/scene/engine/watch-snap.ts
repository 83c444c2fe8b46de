import { Cartesian2, Cartesian3, Cartographic, PerspectiveFrustum, type Scene } from 'cesium';
import type { AskSnap, PointerRay, SnapHit, SpacePoint } from '../../domain/snap.ts';
import type { MapGround } from './map-ground.ts';
import { pickGround } from './pick-ground.ts';
import { watchCanvas } from './watch-canvas.ts';

const DEG = Math.PI / 180;
/** Where a line of sight at the sky is taken to end. */
const SKY_M = 3000;
/** A click as near and as soon after another belongs to a double click. CSS pixels. */
const DOUBLE_SLACK_PX = 8;
const DOUBLE_MS = 350;

/** What a pointer tells that snaps to the city. */
export interface SnapEvents {
	/** A click; null = at the sky, or what stands there could not be read. Told when that is known. */
	onPoint?(hit: SnapHit | null): void;
	/** A click, told at once; `known`: what the pointer is caught by there, null = not known yet. */
	onPress?(ray: PointerRay, known: SnapHit | null): void;
	/** A double click: the point it stands for was told by its first click. */
	onFinish(): void;
	/** What the pointer is caught by, at most once a frame, the latest only; null = off the map. */
	onHover(hit: SnapHit | null): void;
}

/** The line of sight under a place on the canvas; null = there is none. */
export function readPointerRay(scene: Scene, ground: MapGround, at: Cartesian2): PointerRay | null {
	const { camera, canvas } = scene;
	const ray = camera.getPickRay(at);
	if (!ray) return null;
	const met = pickGround(scene, ground, at);
	const far = Cartesian3.multiplyByScalar(ray.direction, SKY_M, new Cartesian3());
	const through = met ?? Cartesian3.add(ray.origin, far, far);
	const fovy = camera.frustum instanceof PerspectiveFrustum ? (camera.frustum.fovy ?? 1) : 1;
	return {
		eye: toSpacePoint(camera.positionWC),
		through: toSpacePoint(through),
		meetsGround: met !== undefined,
		radiansPerPixel: (2 * Math.tan(fovy / 2)) / Math.max(1, canvas.clientHeight),
	};
}

function toSpacePoint(point: Cartesian3): SpacePoint {
	const { longitude, latitude, height } = Cartographic.fromCartesian(point);
	return { lon: longitude / DEG, lat: latitude / DEG, heightM: height };
}

function isSameRay(a: PointerRay, b: PointerRay): boolean {
	return (['eye', 'through'] as const).every(
		(end) => a[end].lon === b[end].lon && a[end].lat === b[end].lat && a[end].heightM === b[end].heightM,
	);
}

/**
 * Follows the pointer over the map with what it is caught by, until the returned undo. One question is under way at a time; the places
 * that the pointer passes meanwhile are left out. The map can be moved all the same.
 */
export function watchSnap(scene: Scene, ground: MapGround, ask: AskSnap, events: SnapEvents): () => void {
	const { canvas } = scene;
	const stopped = new AbortController();
	let last: { x: number; y: number; atMs: number } | null = null;
	let waiting: Cartesian2 | null = null;
	let isAsking = false;
	let answered: { readonly ray: PointerRay; readonly hit: SnapHit | null } | null = null;

	const find = async (at: Cartesian2): Promise<SnapHit | null> => {
		const ray = scene.isDestroyed() ? null : readPointerRay(scene, ground, at);
		if (!ray) return null;
		try {
			const hit = await ask(ray, stopped.signal);
			answered = { ray, hit };
			return hit;
		} catch {
			// What cannot be read now is read again at the next move; the tool tells of a lasting failure.
			return null;
		}
	};
	const follow = async () => {
		if (isAsking) return;
		isAsking = true;
		while (waiting && !stopped.signal.aborted) {
			const at = waiting;
			waiting = null;
			const hit = await find(at);
			if (!stopped.signal.aborted) events.onHover(hit);
		}
		isAsking = false;
	};
	const stopCanvas = watchCanvas(scene, {
		onClick(at, { clientX: x, clientY: y, timeStamp: atMs }) {
			if (last && atMs - last.atMs < DOUBLE_MS && Math.hypot(x - last.x, y - last.y) < DOUBLE_SLACK_PX) {
				last = null;
				events.onFinish();
				return;
			}
			last = { x, y, atMs };
			const ray = events.onPress && readPointerRay(scene, ground, at);
			if (ray) events.onPress?.(ray, answered && isSameRay(answered.ray, ray) ? answered.hit : null);
			if (!events.onPoint) return;
			void find(Cartesian2.clone(at)).then((hit) => {
				if (!stopped.signal.aborted) events.onPoint?.(hit);
			});
		},
		onHover(at) {
			waiting = at && Cartesian2.clone(at);
			if (at) void follow();
			else events.onHover(null);
		},
	});
	canvas.style.cursor = 'crosshair';
	return () => {
		stopped.abort();
		stopCanvas();
		canvas.style.cursor = '';
	};
}
