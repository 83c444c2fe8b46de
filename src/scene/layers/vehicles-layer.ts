import { type Billboard, type BillboardCollection, Cartesian2, Cartesian3, Color, SceneTransforms } from 'cesium';
import type { Feed, VehiclePosition } from '../../domain/topics.ts';
import { toCartesian } from '../engine/map-ground.ts';
import { pointAhead } from '../engine/point-ahead.ts';
import { isSeenMove, keepInPicture, type PicturePoint } from '../engine/seen-move.ts';
import { extendTrack, findPlace, isMoving, startTrack, type Track } from '../engine/smooth-track.ts';
import { fadeTrail, growTrail, type TrailPoint } from '../engine/vehicle-trail.ts';
import {
	drawTrailDot,
	drawVehicleArrow,
	drawVehicleLetters,
	type VehicleFreshness,
	type VehicleWork,
} from '../style/vehicle-symbols.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { addPointSymbol, createOrderedCollection } from './point-symbols.ts';

/** Vehicles on the map. */
export interface VehiclesProps extends ThemedProps {
	readonly feed: Feed<VehiclePosition> | null;
	/** Pictures a second while something moves. */
	readonly framesPerSecond: number;
	/** Whose way of the last minutes is drawn. */
	readonly trailIds: ReadonlySet<string>;
	/** The server's clock, by which positions are told; must not change between renders. */
	readonly serverNowMs: () => number;
}

const STALE_AFTER_MS = 10_000;
const LOST_AFTER_MS = 300_000;
const AGE_CHECK_MS = 1_000;
/** Above the ground, metres. */
const LEVEL_M = 2;
const ARROW_PX = 36;
/** Of one that stands by. */
const RESTING_PX = 28;
const LETTERS_PX = 22;
const DOT_PX = 9;
const SYMBOL_OPTIONS = {
	alwaysSeen: true,
	shrink: { fullM: 6_000, smallM: 40_000, smallest: 0.4 },
	standsOn: 'middle',
} as const;

interface Shown {
	track: Track;
	fix: VehiclePosition;
	freshness: VehicleFreshness;
	readonly trail: TrailPoint[];
	/** Which look at the feed found it last. */
	look: number;
	/** Which way the arrow was turned last. */
	headingDeg: number;
	/** It glides, or was not put where it stands yet. */
	isGliding: boolean;
	/** Where it stands in the picture, and stood when one was last asked for; null = outside. */
	at: PicturePoint | null;
	drawnAt: PicturePoint | null;
	readonly arrow: Billboard;
	readonly letters: Billboard;
}

/** How old a position is, as the map shows it; `ageMs` by the server's clock. */
export function findFreshness(ageMs: number): VehicleFreshness {
	if (ageMs > LOST_AFTER_MS) return 'lost';
	return ageMs > STALE_AFTER_MS ? 'stale' : 'fresh';
}

/** What a vehicle does, as far as its symbol tells: it stands by (10, 26, 30), is at water (23, 24, 27), or is on its way or at work. */
export function findWork(status: string): VehicleWork {
	if (status === '10' || status === '26' || status === '30') return 'resting';
	return status === '23' || status === '24' || status === '27' ? 'water' : 'moving';
}

/**
 * Draws vehicles from a feed, outside React: an arrow turned to the heading and upright letters over it, and behind some the way they came,
 * dotted and fading. Between two fixes they glide; when a fix stays out they stop and, with age by the server's clock, turn hollow. Only what
 * glides is touched in a frame, and a picture is asked for only when one of them is seen to move: over the whole city almost none is.
 */
export function createVehiclesLayer(map: MapContext, props: VehiclesProps): Layer<VehiclesProps> {
	const { scene, ground, pixelRatio } = map;
	const shown = new Map<string, Shown>();
	const position = new Cartesian3();
	const ahead = new Cartesian3();
	const point = new Cartesian2();
	let current = props;
	let trails: BillboardCollection;
	let symbols: BillboardCollection;
	let unsubscribe: () => void = () => {};
	let frameRequest = 0;
	let lastFrameMs = 0;
	let looks = 0;

	const ageOf = ({ observedAtMs }: VehiclePosition) => current.serverNowMs() - observedAtMs;
	const drawArrow = ({ status, demo }: VehiclePosition, freshness: VehicleFreshness) => {
		const work = findWork(status);
		const sizePx = work === 'resting' && freshness === 'fresh' ? RESTING_PX : ARROW_PX;
		return { image: drawVehicleArrow({ freshness, demo, work }, current.theme, sizePx, pixelRatio), sizePx };
	};
	const setImages = (vehicle: Shown) => {
		const { image, sizePx } = drawArrow(vehicle.fix, vehicle.freshness);
		const text = vehicle.freshness === 'lost' ? '?' : vehicle.fix.type;
		const plate = drawVehicleLetters(text, current.theme, LETTERS_PX, pixelRatio);
		vehicle.arrow.setImage(image.key, image.canvas);
		vehicle.arrow.width = sizePx;
		vehicle.arrow.height = sizePx;
		vehicle.letters.setImage(plate.key, plate.canvas);
	};
	const move = (vehicle: Shown, nowMs: number) => {
		const { lon, lat, headingDeg } = findPlace(vehicle.track, nowMs);
		toCartesian(ground, lon, lat, LEVEL_M, position);
		vehicle.arrow.position = position;
		vehicle.letters.position = position;
		if (headingDeg !== vehicle.headingDeg) {
			vehicle.headingDeg = headingDeg;
			vehicle.arrow.alignedAxis = pointAhead(lon, lat, headingDeg, ahead);
		}
		vehicle.isGliding = isMoving(vehicle.track, nowMs);
		const { canvas } = scene;
		const size = { width: canvas.clientWidth, height: canvas.clientHeight };
		vehicle.at = keepInPicture(SceneTransforms.worldToWindowCoordinates(scene, position, point), size, ARROW_PX);
	};
	const add = (fix: VehiclePosition, nowMs: number): Shown => {
		const options = { ...SYMBOL_OPTIONS, pixelRatio };
		const pickId = { layer: 'vehicle', id: fix.id } as const;
		const symbol = { at: fix, heightM: ground.heightAt(fix.lon, fix.lat) + LEVEL_M, pickId };
		const freshness = findFreshness(ageOf(fix));
		const letters = freshness === 'lost' ? '?' : fix.type;
		return {
			track: startTrack({ ...fix, atMs: nowMs }),
			fix,
			freshness,
			trail: [{ lon: fix.lon, lat: fix.lat, atMs: fix.observedAtMs }],
			look: looks,
			headingDeg: Number.NaN,
			isGliding: true,
			at: null,
			drawnAt: null,
			arrow: addPointSymbol(symbols, { ...symbol, image: drawArrow(fix, freshness).image }, options),
			letters: addPointSymbol(
				symbols,
				{ ...symbol, image: drawVehicleLetters(letters, current.theme, LETTERS_PX, pixelRatio) },
				options,
			),
		};
	};
	const drawTrails = () => {
		trails.removeAll();
		const nowMs = current.serverNowMs();
		const image = drawTrailDot(current.theme, DOT_PX, pixelRatio);
		for (const id of current.trailIds) {
			for (const point of shown.get(id)?.trail ?? []) {
				const alpha = fadeTrail(point, nowMs);
				if (alpha <= 0) continue;
				const heightM = ground.heightAt(point.lon, point.lat) + LEVEL_M;
				const dot = addPointSymbol(
					trails,
					{ at: point, heightM, image, pickId: null },
					{ ...SYMBOL_OPTIONS, pixelRatio },
				);
				dot.color = Color.WHITE.withAlpha(alpha);
			}
		}
		scene.requestRender();
	};
	const draw = () => {
		for (const vehicle of shown.values()) vehicle.drawnAt = vehicle.at;
		scene.requestRender();
	};
	const animate = (nowMs: number) => {
		frameRequest = 0;
		let isAnyMoving = false;
		if (nowMs - lastFrameMs >= 1_000 / current.framesPerSecond) {
			lastFrameMs = nowMs;
			let isSeen = false;
			for (const vehicle of shown.values()) {
				if (!vehicle.isGliding) continue;
				move(vehicle, nowMs);
				isSeen ||= isSeenMove(vehicle.drawnAt, vehicle.at);
				isAnyMoving ||= vehicle.isGliding;
			}
			if (isSeen) draw();
		} else isAnyMoving = true;
		if (isAnyMoving) frameRequest = requestAnimationFrame(animate);
	};
	const take = () => {
		const nowMs = performance.now();
		const fixes = current.feed?.get() ?? [];
		const serverMs = current.serverNowMs();
		looks += 1;
		let isChanged = false;
		for (const fix of fixes) {
			const vehicle = shown.get(fix.id);
			if (!vehicle) {
				const added = add(fix, nowMs);
				shown.set(fix.id, added);
				move(added, nowMs);
				isChanged = true;
				continue;
			}
			vehicle.look = looks;
			const before = vehicle.fix;
			if (fix === before) continue;
			vehicle.fix = fix;
			let freshness = vehicle.freshness;
			if (fix.observedAtMs !== before.observedAtMs) {
				const { lon, lat, headingDeg, observedAtMs } = fix;
				vehicle.track = extendTrack(vehicle.track, { lon, lat, headingDeg, atMs: nowMs });
				growTrail(vehicle.trail, lon, lat, observedAtMs);
				vehicle.isGliding = true;
				freshness = findFreshness(serverMs - observedAtMs);
			}
			const isOtherLook =
				freshness !== vehicle.freshness ||
				fix.type !== before.type ||
				fix.demo !== before.demo ||
				findWork(fix.status) !== findWork(before.status);
			vehicle.freshness = freshness;
			if (isOtherLook) {
				setImages(vehicle);
				isChanged = true;
			}
		}
		for (const [id, vehicle] of shown) {
			if (vehicle.look === looks) continue;
			symbols.remove(vehicle.arrow);
			symbols.remove(vehicle.letters);
			shown.delete(id);
			isChanged = true;
		}
		if (isChanged) draw();
		if (frameRequest === 0) frameRequest = requestAnimationFrame(animate);
	};
	const age = () => {
		for (const vehicle of shown.values()) {
			const freshness = findFreshness(ageOf(vehicle.fix));
			if (freshness === vehicle.freshness) continue;
			vehicle.freshness = freshness;
			setImages(vehicle);
			scene.requestRender();
		}
		if (current.trailIds.size > 0) drawTrails();
	};
	const start = () => {
		trails = scene.primitives.add(createOrderedCollection(scene)) as BillboardCollection;
		symbols = scene.primitives.add(createOrderedCollection(scene)) as BillboardCollection;
		unsubscribe = current.feed?.subscribe(take) ?? (() => {});
		take();
		drawTrails();
	};
	const stop = () => {
		unsubscribe();
		cancelAnimationFrame(frameRequest);
		frameRequest = 0;
		shown.clear();
		if (scene.isDestroyed()) return;
		scene.primitives.remove(trails);
		scene.primitives.remove(symbols);
		scene.requestRender();
	};
	start();
	const ageTimer = setInterval(age, AGE_CHECK_MS);

	return {
		update(next) {
			const isOnlyTrails = next.feed === current.feed && next.theme === current.theme;
			if (isOnlyTrails) {
				current = next;
				drawTrails();
				return;
			}
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
