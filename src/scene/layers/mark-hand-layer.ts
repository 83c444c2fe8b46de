import { bearingDeg, createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { AskSnap, PointerRay, SnapHit } from '../../domain/snap.ts';
import { catchMark } from '../../domain/tactics/catch-mark.ts';
import { editGeometry, findMarkAnchor, listVertices, type PlacedEdit } from '../../domain/tactics/edit-geometry.ts';
import { createLatestAsk } from '../engine/ask-latest.ts';
import { lookDown } from '../engine/look-down.ts';
import { type Grip, watchGrips } from '../engine/watch-grips.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import { drawGrip, drawMarkRing } from '../style/tactical-marks.ts';
import { drawTurnHandle } from '../style/tactics-symbols.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { listMarkLines, styleMark } from './marks-layer.ts';
import type { MarkHandled, PictureMark } from './marks-picture.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';

/** The mark in hand and the one pointed at. */
export interface MarkHandProps extends ThemedProps {
	/** null = none is selected. */
	readonly selected: PictureMark | null;
	/** Its row has the focus; null = none. */
	readonly pointed: PictureMark | null;
	/** A vertex of the selected mark whose row has the focus; null = none. */
	readonly pointedVertex: number | null;
	/** Its grips are shown; else it may not be changed. */
	readonly canEdit: boolean;
	/** What catches a place while a mark is dragged; null = nothing does now. */
	readonly ask: AskSnap | null;
	readonly onHandle: (handled: MarkHandled) => void;
}

const LEVEL_M = 1;
const RING_PX = 46;
const GRIP_PX = 18;
const TURN_PX = 26;
/** How far before a mark the handle stands that turns it: on screen, and not within a vehicle. */
const TURN_AWAY_PX = 44;
const TURN_BEYOND_M = 3;
/** Beyond so many vertices none can be put in between any more: grips would cover the line. */
const MOST_VERTICES = 40;
/** A caught mark stays where it was caught until the hand is farther away. */
const CAUGHT_PX = 18;
const POINTED_PX = 30;

type Hand = { readonly kind: 'turn' } | { readonly kind: 'edit'; readonly edit: (at: Position) => PlacedEdit };
interface MarkGrip extends Grip {
	readonly hand: Hand;
	readonly look: 'vertex' | 'insert' | 'move' | 'turn';
	/** Which vertex it is; absent = none. */
	readonly vertex?: number;
}

function isSamePlace(a: Position, b: Position): boolean {
	return a[0] === b[0] && a[1] === b[1];
}

/** Shows which mark is selected or pointed at, and lets a hand move, shape and turn the selected one. */
export function createMarkHandLayer(map: MapContext, props: MarkHandProps): Layer<MarkHandProps> {
	const { scene, camera, ground, pixelRatio } = map;
	let current = props;
	let erase: (() => void)[] = [];
	let eraseHeld: () => void = () => {};
	let isFree = false;
	let isHeld = false;

	const stand = ([lon, lat]: Position, levelM: number) => ({
		at: { lon, lat },
		heightM: ground.heightAt(lon, lat) + levelM + LEVEL_M,
	});
	const findTurnPlace = (mark: PictureMark): Position => {
		const [lon, lat] = findMarkAnchor(mark.geometry);
		const angle = ((mark.headingDeg ?? 0) * Math.PI) / 180;
		const shownM = TURN_AWAY_PX * camera.getMetresPerPixel();
		const awayM = Math.max(shownM, (mark.truck?.lengthM ?? 0) / 2 + TURN_BEYOND_M);
		return createLocalPlane({ lon, lat }).toLonLat([Math.sin(angle) * awayM, Math.cos(angle) * awayM]);
	};
	const listGrips = (mark: PictureMark): MarkGrip[] => {
		const { geometry, levelM, symbol } = mark;
		const anchor = findMarkAnchor(geometry);
		const whole: MarkGrip = {
			...{ id: 'move', look: 'move', hand: { kind: 'edit', edit: (at) => ({ kind: 'move', at }) } },
			...stand(anchor, levelM),
		};
		if (geometry.type === 'Point') {
			if (!symbol.turns) return [whole];
			return [whole, { id: 'turn', look: 'turn', hand: { kind: 'turn' }, ...stand(findTurnPlace(mark), levelM) }];
		}
		const vertices = listVertices(geometry);
		const grips = vertices.map(
			(at, index): MarkGrip => ({
				...{ id: `vertex-${index}`, look: 'vertex', vertex: index, ...stand(at, levelM) },
				hand: { kind: 'edit', edit: (to) => ({ kind: 'vertex', index, at: to }) },
			}),
		);
		if (vertices.length > MOST_VERTICES) return [...grips, whole];
		const sides = geometry.type === 'Polygon' ? vertices.length : vertices.length - 1;
		const between = Array.from({ length: sides }, (_, index): MarkGrip => {
			const [a, b] = [vertices[index] as Position, vertices[(index + 1) % vertices.length] as Position];
			return {
				...{ id: `insert-${index}`, look: 'insert', ...stand([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], levelM) },
				hand: { kind: 'edit', edit: (to) => ({ kind: 'insert', index, at: to }) },
			};
		});
		// The whole of a line of two vertices is taken hold of at its middle: nothing is put in there.
		return geometry.type === 'LineString' && sides === 1 ? [...grips, whole] : [...grips, ...between, whole];
	};
	const follow = (mark: PictureMark, { hand }: MarkGrip, at: Position): PictureMark => {
		if (hand.kind === 'edit') return { ...mark, geometry: editGeometry(mark.geometry, hand.edit(at)) };
		const [lon, lat] = findMarkAnchor(mark.geometry);
		return { ...mark, headingDeg: bearingDeg({ lon, lat }, { lon: at[0], lat: at[1] }) };
	};
	/** The mark as it lies, over itself, in the colour of what is selected. */
	const outline = (mark: PictureMark, isDashed: boolean): LineGroup[] => {
		const palette = SCENE_PALETTES[current.theme];
		const { main } = listMarkLines(mark);
		const [lon, lat] = findMarkAnchor(mark.geometry);
		const ahead = mark.symbol.turns ? [[[lon, lat], findTurnPlace(mark)] as const] : [];
		const { main: style } = styleMark(mark, current.theme, 1);
		const lines = [...main, ...(isDashed ? [] : ahead)].map((line) => ground.drape(line, mark.levelM + LEVEL_M));
		return [
			{
				style: { ...style, colour: palette.accent, widthPx: 2, dashPx: isDashed ? [4, 4] : null, hiddenAlpha: 0.6 },
				lines,
			},
		];
	};
	const listSymbols = (): PointSymbol[] => {
		const { selected, pointed, pointedVertex, theme, canEdit } = current;
		const ring = (mark: PictureMark, isSelected: boolean): PointSymbol[] =>
			mark.geometry.type === 'Point' && !mark.truck
				? [
						{
							...stand(mark.geometry.coordinates, mark.levelM),
							image: drawMarkRing(isSelected, theme, RING_PX, pixelRatio),
							pickId: null,
						},
					]
				: [];
		const images = {
			vertex: drawGrip('vertex', theme, GRIP_PX, pixelRatio),
			insert: drawGrip('insert', theme, GRIP_PX, pixelRatio),
			move: drawGrip('move', theme, TURN_PX, pixelRatio),
			turn: drawTurnHandle(theme, TURN_PX, pixelRatio),
		};
		const grips = selected && canEdit ? listGrips(selected) : [];
		const vertex = selected && pointedVertex !== null ? listVertices(selected.geometry)[pointedVertex] : undefined;
		const image = drawMarkRing(true, theme, POINTED_PX, pixelRatio);
		return [
			...(selected && vertex ? [{ ...stand(vertex, selected.levelM), image, pickId: null }] : []),
			...(pointed && pointed.id !== selected?.id ? ring(pointed, false) : []),
			...(selected ? ring(selected, true) : []),
			// A point is taken hold of at its own symbol.
			...grips
				.filter(({ look }) => look !== 'move' || selected?.geometry.type !== 'Point')
				.map(({ look, at, heightM }): PointSymbol => ({ at, heightM, image: images[look], pickId: null })),
		];
	};
	const drawHeld = (mark: PictureMark | null) => {
		eraseHeld();
		eraseHeld = () => {};
		if (!mark) return;
		const ring = mark.geometry.type === 'Point' ? [stand(mark.geometry.coordinates, mark.levelM)] : [];
		const image = drawMarkRing(true, current.theme, RING_PX, pixelRatio);
		const undo = [
			drawLines(scene, outline(mark, false)),
			drawPointSymbols(
				scene,
				ring.map((place) => ({ ...place, image, pickId: null })),
				{ alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio },
			),
		];
		eraseHeld = () => {
			for (const each of undo) each();
		};
	};
	const draw = () => {
		for (const undo of erase) undo();
		isHeld = false;
		drawHeld(null);
		const { selected, pointed, canEdit } = current;
		const groups = [
			...(pointed && pointed.id !== selected?.id ? outline(pointed, true) : []),
			...(selected ? outline(selected, false) : []),
		];
		erase = [
			drawLines(scene, groups),
			drawPointSymbols(scene, listSymbols(), { alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio }),
		];
		if (!selected || !canEdit) return;
		const { id } = selected;
		const caught = createCaught(selected, (grip, at) => drawHeld(follow(selected, grip, at)));
		erase.push(
			watchGrips(scene, camera, ground, listGrips(selected), {
				onDrag: caught.follow,
				onHold(should) {
					isHeld = should;
				},
				onDrop(grip, at) {
					const end = caught.end(grip, at);
					drawHeld(null);
					if (!end) return;
					if (grip.hand.kind === 'edit') {
						const { snappedTo, ray } = end;
						current.onHandle({ kind: 'shape', id, edit: grip.hand.edit(end.at), snappedTo, ray });
					} else current.onHandle({ kind: 'turn', id, headingDeg: follow(selected, grip, end.at).headingDeg ?? 0 });
				},
				onPress({ vertex }, { isAlt, isSecond }) {
					if (vertex === undefined || !(isAlt || isSecond)) return;
					current.onHandle({ kind: 'remove-vertex', id, index: vertex });
				},
			}),
			() => caught.end(null, null),
		);
	};
	/** What catches a mark in the hand: asked while it moves, the newest answer counts. */
	const createCaught = (mark: PictureMark, show: (grip: MarkGrip, at: Position) => void) => {
		let held: { readonly grip: MarkGrip; readonly at: Position } | null = null;
		let answer: { readonly at: Position; readonly hit: SnapHit | null } | null = null;
		const look = ([lon, lat]: Position): PointerRay =>
			lookDown([lon, lat], ground.heightAt(lon, lat), camera.getMetresPerPixel());
		const find = () => {
			const hit = answer?.hit;
			return isFree || !hit ? null : catchMark(hit, mark.symbol.kind);
		};
		const draw = () => {
			if (!held) return;
			const found = find();
			const [lon, lat] = held.at;
			const awayM = found ? Math.hypot(...createLocalPlane({ lon, lat }).toXY(found.at)) : Number.POSITIVE_INFINITY;
			show(held.grip, found && awayM < CAUGHT_PX * camera.getMetresPerPixel() ? found.at : held.at);
		};
		const latest = createLatestAsk(
			async (at: Position, signal) => current.ask?.(look(at), signal) ?? null,
			(at, hit) => {
				answer = { at, hit };
				draw();
			},
		);
		/** On a floor nothing catches: walls and roads are looked for on the ground. */
		const mayCatch = ({ hand }: MarkGrip) =>
			hand.kind === 'edit' && current.ask !== null && !isFree && mark.levelM === 0;
		return {
			follow(grip: MarkGrip, at: Position) {
				held = { grip, at };
				draw();
				if (mayCatch(grip)) latest.ask(at);
			},
			/** Where it was let go; null = it was not, or off the ground. */
			end(grip: MarkGrip | null, at: Position | null) {
				latest.stop();
				const isAnswered = answer !== null && at !== null && isSamePlace(answer.at, at);
				const found = grip && isAnswered && mayCatch(grip) ? find() : null;
				held = null;
				answer = null;
				if (!grip || !at) return null;
				if (found) return { ...found, ray: null };
				return { at, snappedTo: null, ray: mayCatch(grip) && !isAnswered ? look(at) : null };
			},
		};
	};
	/** The handle before a mark stands off by pixels: elsewhere when the camera has come nearer. */
	const stopFollowing = scene.camera.moveEnd.addEventListener(() => {
		// In a hand it would be let go of.
		if (current.selected?.symbol.turns && !isHeld) draw();
	});
	const readAlt = ({ altKey }: PointerEvent) => {
		isFree = altKey;
	};
	scene.canvas.addEventListener('pointermove', readAlt);
	draw();
	return {
		update(next) {
			current = next;
			draw();
		},
		destroy() {
			stopFollowing();
			scene.canvas.removeEventListener('pointermove', readAlt);
			for (const undo of erase) undo();
			eraseHeld();
		},
	};
}
