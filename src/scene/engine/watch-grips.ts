import { Cartesian2, type Scene } from 'cesium';
import type { LonLat, Position } from '../../domain/geo/lon-lat.ts';
import type { MapCamera } from './map-camera.ts';
import type { MapGround } from './map-ground.ts';
import { locateGround } from './pick-ground.ts';

/** A thing on the map that can be taken hold of. */
export interface Grip {
	readonly id: string;
	readonly at: LonLat;
	/** Above the ellipsoid. */
	readonly heightM: number;
}

/** What a hand does with a grip. */
export interface GripEvents<OneGrip extends Grip> {
	/** The ground under the pointer while it is held, once a frame. */
	onDrag(grip: OneGrip, at: Position): void;
	/** It was let go; null = the hand went off the ground, or the press was broken off. Not told of a press that never moved. */
	onDrop(grip: OneGrip, at: Position | null): void;
	/** A hand takes hold of one, or lets go: before the drop is told. */
	onHold?(isHeld: boolean): void;
	/** It was pressed and let go where it was; `isSecond`: soon after another such press. */
	onPress?(grip: OneGrip, press: { readonly isAlt: boolean; readonly isSecond: boolean }): void;
}

const RADIUS_PX = 18;
/** A press that moves less is a click. CSS pixels. */
const SLACK_PX = 5;
/** Presses that follow one another so fast are a double click. */
const DOUBLE_MS = 350;

/** Lets things on the map be dragged until the returned undo; the map stands still meanwhile. */
export function watchGrips<OneGrip extends Grip>(
	scene: Scene,
	camera: MapCamera,
	ground: MapGround,
	grips: readonly OneGrip[],
	events: GripEvents<OneGrip>,
): () => void {
	if (grips.length === 0) return () => {};
	const { canvas, screenSpaceCameraController: controller } = scene;
	let held: { grip: OneGrip; pointerId: number; startX: number; startY: number; hasMoved: boolean } | null = null;
	let place: Cartesian2 | null = null;
	let frame = 0;
	let isPointing = false;
	let pressed: { readonly id: string; readonly atMs: number } | null = null;

	const locate = ({ clientX, clientY }: PointerEvent) => {
		const box = canvas.getBoundingClientRect();
		return new Cartesian2(clientX - box.left, clientY - box.top);
	};
	const findGrip = (event: PointerEvent): OneGrip | null => {
		const pointer = locate(event);
		let nearest: OneGrip | null = null;
		let leastPx = RADIUS_PX;
		for (const grip of grips) {
			const seen = camera.project(grip.at, grip.heightM);
			const awayPx = seen ? Math.hypot(seen.x - pointer.x, seen.y - pointer.y) : Number.POSITIVE_INFINITY;
			if (awayPx < leastPx) [nearest, leastPx] = [grip, awayPx];
		}
		return nearest;
	};
	const point = (should: boolean) => {
		if (should === isPointing) return;
		isPointing = should;
		canvas.style.cursor = should ? 'grab' : '';
	};
	const tell = () => {
		frame = 0;
		if (!held?.hasMoved || !place || scene.isDestroyed()) return;
		const at = locateGround(scene, ground, place);
		if (at) events.onDrag(held.grip, at);
	};
	const handleDown = (event: PointerEvent) => {
		if (!event.isPrimary || event.button !== 0) return;
		const grip = findGrip(event);
		if (!grip) return;
		held = { grip, pointerId: event.pointerId, startX: event.clientX, startY: event.clientY, hasMoved: false };
		canvas.setPointerCapture(event.pointerId);
		controller.enableInputs = false;
		events.onHold?.(true);
	};
	const handleMove = (event: PointerEvent) => {
		if (!held) return point(event.pointerType !== 'touch' && event.buttons === 0 && findGrip(event) !== null);
		if (event.pointerId !== held.pointerId) return;
		held.hasMoved ||= Math.hypot(event.clientX - held.startX, event.clientY - held.startY) > SLACK_PX;
		place = locate(event);
		if (frame === 0) frame = requestAnimationFrame(tell);
	};
	const handleEnd = (event: PointerEvent) => {
		if (!held || event.pointerId !== held.pointerId) return;
		const { grip, hasMoved } = held;
		held = null;
		controller.enableInputs = true;
		events.onHold?.(false);
		if (hasMoved) events.onDrop(grip, event.type === 'pointerup' ? locateGround(scene, ground, locate(event)) : null);
		else if (event.type === 'pointerup') {
			const isSecond = pressed?.id === grip.id && event.timeStamp - pressed.atMs < DOUBLE_MS;
			pressed = isSecond ? null : { id: grip.id, atMs: event.timeStamp };
			events.onPress?.(grip, { isAlt: event.altKey, isSecond });
		}
	};
	// Before the map's own listeners: they see that it must not move.
	canvas.addEventListener('pointerdown', handleDown, { capture: true });
	canvas.addEventListener('pointermove', handleMove);
	canvas.addEventListener('pointerup', handleEnd);
	canvas.addEventListener('pointercancel', handleEnd);
	return () => {
		cancelAnimationFrame(frame);
		point(false);
		if (held && !scene.isDestroyed()) controller.enableInputs = true;
		canvas.removeEventListener('pointerdown', handleDown, { capture: true });
		canvas.removeEventListener('pointermove', handleMove);
		canvas.removeEventListener('pointerup', handleEnd);
		canvas.removeEventListener('pointercancel', handleEnd);
	};
}
