import { Matrix4, type Scene } from 'cesium';
import type { MapCamera } from '../engine/map-camera.ts';
import { type Box, type LabelWish, placeLabels } from '../engine/place-labels.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import { SCENE_PALETTES, type ScenePalette, type SceneTheme } from '../style/scene-theme.ts';
import type { MapLabelText } from './alarm-picture.ts';

/** A label on the map. */
export interface MapLabel {
	readonly id: string;
	readonly text: MapLabelText;
	/** Number on a disc before the text; null = none. */
	readonly disc: number | null;
	/** Lower survives a collision. */
	readonly rank: number;
	/** Places it may stand at, best first. */
	readonly anchors: readonly Point3[];
	/** Half the symbol that stands at the anchor, CSS pixels. */
	readonly gapPx: number;
	/** Farther away than this it would only be clutter; null = always shown. */
	readonly maximumRangeM: number | null;
}

/** The layers that write on the map. */
export type LabelOwner =
	| 'alarm'
	| 'routes'
	| 'closures'
	| 'isochrone'
	| 'hover'
	| 'reach'
	| 'spots'
	| 'hoses'
	| 'zones'
	| 'posts'
	| 'measure'
	| 'stations'
	| 'marks';

/** A quad on a wall: low left, low right, high right, high left, seen from outside. */
export type KeepClear = readonly [Point3, Point3, Point3, Point3];

/** Labels above the canvas: HTML, so that they are sharp, selectable by tests and in the page's own fonts. */
export interface LabelBoard {
	/** What one layer has to say, in place of what it said before. Labels of all layers keep clear of one another. */
	setLabels(owner: LabelOwner, labels: readonly MapLabel[], theme: SceneTheme): void;
	/** Pieces of wall that no label may cover while they face the viewer, in place of those before. */
	keepClear(walls: readonly KeepClear[]): void;
	destroy(): void;
}

/** At most so many in the alarm picture (UI design language, section 2). */
export const MOST_LABELS = 14;

type Place = { readonly x: number; readonly y: number };

interface Standing {
	readonly label: MapLabel;
	readonly element: HTMLElement;
	readonly width: number;
	readonly height: number;
}

function createElement(label: MapLabel, palette: ScenePalette): HTMLElement {
	const element = document.createElement('div');
	element.className = 'city-map-label';
	element.dataset.label = label.id;
	element.style.background = palette.plate;
	element.style.borderColor = palette.plateLine;
	element.style.color = palette.text;
	if (label.disc !== null) {
		const disc = document.createElement('span');
		disc.className = 'city-map-label-disc';
		disc.textContent = String(label.disc);
		disc.style.background = palette.text;
		disc.style.color = palette.plate;
		element.append(disc);
	}
	for (const part of label.text) {
		const span = document.createElement(part.strong ? 'strong' : 'span');
		span.textContent = part.text;
		if (part.tone === 'danger') span.style.color = palette.textDanger;
		if (part.tone === 'quiet') span.style.color = palette.textQuiet;
		element.append(span);
	}
	return element;
}

/**
 * Puts a board over the map's canvas. Labels follow the camera; those that find no free place are hidden.
 * @param most labels that stand at once
 * @param findCovered boxes on the canvas that something stands on already, CSS pixels; asked once a frame
 */
export function createLabelBoard(
	scene: Scene,
	camera: MapCamera,
	findCovered: () => readonly Box[],
	most = MOST_LABELS,
): LabelBoard {
	const { canvas } = scene;
	const board = document.createElement('div');
	board.className = 'city-map-labels';
	canvas.parentElement?.append(board);
	const lastMatrix = new Matrix4();
	const said = new Map<LabelOwner, readonly Standing[]>();
	let standing: Standing[] = [];
	let choices = new Map<string, number>();
	let lastSize = '';
	let clearWalls: readonly KeepClear[] = [];
	let isChanged = false;

	/** The boxes of what must be kept clear and is turned towards the viewer. */
	const findClear = (): Box[] =>
		clearWalls.flatMap((wall) => {
			const seen = wall.map(([lon, lat, heightM]) => camera.project({ lon, lat }, heightM));
			const points = seen.filter((point) => point !== null);
			if (points.length < wall.length) return [];
			const [a, b, , d] = points as [Place, Place, Place, Place];
			// On the canvas y grows downwards: seen from outside, the quad runs counter-clockwise.
			if ((b.x - a.x) * (d.y - a.y) - (d.x - a.x) * (b.y - a.y) >= 0) return [];
			const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
			const [x, y] = [Math.min(...xs), Math.min(...ys)];
			return [{ x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }];
		});
	const place = () => {
		const covered = findCovered();
		const size = JSON.stringify([canvas.clientWidth, canvas.clientHeight, covered]);
		if (!isChanged && size === lastSize && Matrix4.equals(lastMatrix, scene.camera.viewMatrix)) return;
		Matrix4.clone(scene.camera.viewMatrix, lastMatrix);
		lastSize = size;
		isChanged = false;
		const { rangeM } = camera.getFocus();
		const near = standing.filter(({ label }) => label.maximumRangeM === null || rangeM <= label.maximumRangeM);
		const wishes = near.map(
			({ label, width, height }): LabelWish => ({
				id: label.id,
				width,
				height,
				rank: label.rank,
				gapPx: label.gapPx,
				anchors: label.anchors
					.map(([lon, lat, heightM]) => camera.project({ lon, lat }, heightM))
					.filter((point) => point !== null),
			}),
		);
		const placed = placeLabels(
			wishes,
			{ width: canvas.clientWidth, height: canvas.clientHeight },
			{ most, taken: [...covered, ...findClear()], previous: choices },
		);
		choices = new Map([...placed].map(([id, { choice }]) => [id, choice]));
		for (const { label, element } of standing) {
			const box = placed.get(label.id)?.box;
			element.style.visibility = box ? 'visible' : 'hidden';
			if (box) element.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px)`;
		}
	};
	const stopFollowing = scene.postRender.addEventListener(place);

	return {
		setLabels(owner, labels, theme) {
			const before = said.get(owner) ?? [];
			if (before.length === 0 && labels.length === 0) return;
			for (const { element } of before) element.remove();
			const palette = SCENE_PALETTES[theme];
			const elements = labels.map((label) => createElement(label, palette));
			board.append(...elements);
			const own = labels.map((label, index) => {
				const element = elements[index] as HTMLElement;
				return { label, element, width: element.offsetWidth, height: element.offsetHeight };
			});
			said.set(owner, own);
			standing = [...said.values()].flat();
			isChanged = true;
			scene.requestRender();
		},
		keepClear(walls) {
			clearWalls = walls;
			isChanged = true;
			scene.requestRender();
		},
		destroy() {
			stopFollowing();
			board.remove();
		},
	};
}
