import { type Billboard, type BillboardCollection, Cartesian3, Matrix4, Transforms } from 'cesium';
import type { Feed, VehiclePosition } from '../../domain/topics.ts';
import { toCartesian } from '../engine/map-ground.ts';
import { extendTrack, findPlace, isMoving, startTrack, type Track } from '../engine/smooth-track.ts';
import { drawVehicleArrow, drawVehicleLetters, type VehicleFreshness } from '../style/symbols.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { addPointSymbol, createOrderedCollection } from './point-symbols.ts';

/** Vehicles on the map. */
export interface VehiclesProps extends ThemedProps {
	readonly feed: Feed<VehiclePosition> | null;
	/** Pictures a second while something moves. */
	readonly framesPerSecond: number;
}

const STALE_AFTER_MS = 10_000;
const LOST_AFTER_MS = 300_000;
const AGE_CHECK_MS = 2_000;
/** Above the ground, metres. */
const LEVEL_M = 2;
const ARROW_PX = 36;
const LETTERS_PX = 22;
const SYMBOL_OPTIONS = {
	alwaysSeen: true,
	shrink: { fullM: 6_000, smallM: 40_000, smallest: 0.4 },
	standsOn: 'middle',
} as const;

interface Shown {
	track: Track;
	fix: VehiclePosition;
	freshness: VehicleFreshness;
	readonly arrow: Billboard;
	readonly letters: Billboard;
}

function findFreshness(ageMs: number): VehicleFreshness {
	if (ageMs > LOST_AFTER_MS) return 'lost';
	return ageMs > STALE_AFTER_MS ? 'stale' : 'fresh';
}

/**
 * Draws vehicles from a feed, outside React: an arrow turned to the heading and upright letters over it. Between two fixes
 * they glide; when a fix stays out they stop and, with age, turn hollow. Ages run from when the page heard of the fix.
 */
export function createVehiclesLayer(map: MapContext, props: VehiclesProps): Layer<VehiclesProps> {
	const { scene, ground, pixelRatio } = map;
	const shown = new Map<string, Shown>();
	const frame = new Matrix4();
	const position = new Cartesian3();
	let current = props;
	let symbols: BillboardCollection;
	let unsubscribe: () => void = () => {};
	let frameRequest = 0;
	let lastFrameMs = 0;

	const setImages = (vehicle: Shown) => {
		const { theme } = current;
		const arrow = drawVehicleArrow(
			{ freshness: vehicle.freshness, demo: vehicle.fix.demo },
			theme,
			ARROW_PX,
			pixelRatio,
		);
		const text = vehicle.freshness === 'lost' ? '?' : vehicle.fix.type;
		const plate = drawVehicleLetters(text, theme, LETTERS_PX, pixelRatio);
		vehicle.arrow.setImage(arrow.key, arrow.canvas);
		vehicle.letters.setImage(plate.key, plate.canvas);
	};
	const move = (vehicle: Shown, nowMs: number) => {
		const place = findPlace(vehicle.track, nowMs);
		toCartesian(ground, place.lon, place.lat, LEVEL_M, position);
		Transforms.eastNorthUpToFixedFrame(position, undefined, frame);
		const heading = (place.headingDeg * Math.PI) / 180;
		const forward = Matrix4.multiplyByPointAsVector(
			frame,
			new Cartesian3(Math.sin(heading), Math.cos(heading), 0),
			new Cartesian3(),
		);
		vehicle.arrow.position = position;
		vehicle.arrow.alignedAxis = forward;
		vehicle.letters.position = position;
	};
	const add = (fix: VehiclePosition, nowMs: number): Shown => {
		const options = { ...SYMBOL_OPTIONS, pixelRatio };
		const pickId = { layer: 'vehicle', id: fix.id } as const;
		const symbol = { at: fix, heightM: ground.heightAt(fix.lon, fix.lat) + LEVEL_M, pickId };
		const arrowImage = drawVehicleArrow({ freshness: 'fresh', demo: fix.demo }, current.theme, ARROW_PX, pixelRatio);
		const letterImage = drawVehicleLetters(fix.type, current.theme, LETTERS_PX, pixelRatio);
		return {
			track: startTrack({ ...fix, atMs: nowMs }),
			fix,
			freshness: 'fresh',
			arrow: addPointSymbol(symbols, { ...symbol, image: arrowImage }, options),
			letters: addPointSymbol(symbols, { ...symbol, image: letterImage }, options),
		};
	};
	const animate = (nowMs: number) => {
		frameRequest = 0;
		let isAnyMoving = false;
		if (nowMs - lastFrameMs >= 1_000 / current.framesPerSecond) {
			lastFrameMs = nowMs;
			for (const vehicle of shown.values()) {
				move(vehicle, nowMs);
				isAnyMoving ||= isMoving(vehicle.track, nowMs);
			}
			scene.requestRender();
		} else isAnyMoving = true;
		if (isAnyMoving) frameRequest = requestAnimationFrame(animate);
	};
	const take = () => {
		const nowMs = performance.now();
		const fixes = current.feed?.get() ?? [];
		const present = new Set<string>();
		for (const fix of fixes) {
			present.add(fix.id);
			const vehicle = shown.get(fix.id);
			if (!vehicle) {
				const added = add(fix, nowMs);
				shown.set(fix.id, added);
				move(added, nowMs);
				continue;
			}
			if (fix.observedAtMs === vehicle.fix.observedAtMs) continue;
			vehicle.track = extendTrack(vehicle.track, { ...fix, atMs: nowMs });
			const isOtherLook =
				vehicle.freshness !== 'fresh' || fix.type !== vehicle.fix.type || fix.demo !== vehicle.fix.demo;
			vehicle.fix = fix;
			vehicle.freshness = 'fresh';
			if (isOtherLook) setImages(vehicle);
		}
		for (const [id, vehicle] of shown) {
			if (present.has(id)) continue;
			symbols.remove(vehicle.arrow);
			symbols.remove(vehicle.letters);
			shown.delete(id);
		}
		if (frameRequest === 0) frameRequest = requestAnimationFrame(animate);
	};
	const age = () => {
		const nowMs = performance.now();
		for (const vehicle of shown.values()) {
			const freshness = findFreshness(nowMs - vehicle.track.to.atMs);
			if (freshness === vehicle.freshness) continue;
			vehicle.freshness = freshness;
			setImages(vehicle);
			scene.requestRender();
		}
	};
	const start = () => {
		symbols = scene.primitives.add(createOrderedCollection(scene)) as BillboardCollection;
		unsubscribe = current.feed?.subscribe(take) ?? (() => {});
		take();
	};
	const stop = () => {
		unsubscribe();
		cancelAnimationFrame(frameRequest);
		frameRequest = 0;
		shown.clear();
		if (scene.isDestroyed()) return;
		scene.primitives.remove(symbols);
		scene.requestRender();
	};
	start();
	const ageTimer = setInterval(age, AGE_CHECK_MS);

	return {
		update(next) {
			stop();
			current = next;
			start();
		},
		destroy() {
			clearInterval(ageTimer);
			stop();
		},
	};
}
