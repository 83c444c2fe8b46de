import {
	ArcType,
	Cartesian3,
	type Geometry,
	GeometryInstance,
	PolylineGeometry,
	PolylineMaterialAppearance,
	Primitive,
	type Scene,
} from 'cesium';
import { addUnpickable } from '../engine/add-unpickable.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import { createLineAppearance, getDrawnWidthPx, type LineStyle } from '../style/line-material.ts';
import type { PickId } from './point-symbols.ts';

/** Lines of one look. */
export interface LineGroup {
	readonly style: LineStyle;
	readonly lines: readonly (readonly Point3[])[];
	/** How far each point of each line stands off sideways, CSS pixels, at most the style's `spreadPx`; 0 when not given. */
	readonly offsetsPx?: readonly (readonly number[])[];
	/** What a pick finds in its lines; absent = they cannot be picked. */
	readonly pickId?: PickId;
	/** The same for each of `lines`, where each is a thing of its own. */
	readonly pickIds?: readonly PickId[];
}

/** Points of a line that are nearer to one another are one for Cesium too, metres. */
const SAME_PLACE_M = 1e-3;

/**
 * Cesium numbers a line's vertices 0..1 by index; dashes need metres, so its first texture coordinate is written anew. The second
 * runs across the line: shifted, the line is drawn beside the middle of its quad.
 */
function writeTexture(geometry: Geometry, offsetsPx: readonly number[] | null, widthPx: number): void {
	const attributes = geometry.attributes as unknown as Record<string, { values: number[] | Float64Array } | undefined>;
	const positions = attributes.position?.values;
	const st = attributes.st?.values;
	if (!positions || !st) return;
	let alongM = 0;
	for (let vertex = 0; vertex * 3 < positions.length; vertex += 1) {
		if (vertex > 0) {
			const at = vertex * 3;
			alongM += Math.hypot(
				(positions[at] as number) - (positions[at - 3] as number),
				(positions[at + 1] as number) - (positions[at - 2] as number),
				(positions[at + 2] as number) - (positions[at - 1] as number),
			);
		}
		st[vertex * 2] = alongM;
		// Two vertices at each end of the line, four at each point between.
		const offsetPx = offsetsPx?.[(vertex + 2) >> 2] ?? 0;
		st[vertex * 2 + 1] = (st[vertex * 2 + 1] as number) - offsetPx / widthPx;
	}
}

function createInstance(
	line: readonly Point3[],
	offsetsPx: readonly number[] | null,
	widthPx: number,
	pickId: PickId | undefined,
): GeometryInstance | undefined {
	const positions: Cartesian3[] = [];
	const offsets: number[] = [];
	for (const [index, [lon, lat, heightM]] of line.entries()) {
		const position = Cartesian3.fromDegrees(lon, lat, heightM);
		const last = positions.at(-1);
		if (last && Cartesian3.distance(last, position) < SAME_PLACE_M) continue;
		positions.push(position);
		offsets.push(offsetsPx?.[index] ?? 0);
	}
	if (positions.length < 2) return undefined;
	const geometry = PolylineGeometry.createGeometry(
		new PolylineGeometry({
			positions,
			width: widthPx,
			arcType: ArcType.NONE,
			vertexFormat: PolylineMaterialAppearance.VERTEX_FORMAT,
		}),
	);
	if (!geometry) return undefined;
	writeTexture(geometry, offsetsPx && offsets, widthPx);
	return new GeometryInstance({ geometry, ...(pickId && { id: pickId }) });
}

function addPickable(scene: Scene, primitive: Primitive): () => void {
	scene.primitives.add(primitive);
	return () => scene.primitives.remove(primitive);
}

/** Draws lines in space, straight from point to point; some hundred of them. Returns their undo. */
export function drawLines(scene: Scene, groups: readonly LineGroup[]): () => void {
	const undo: (() => void)[] = [];
	for (const { style, lines, offsetsPx, pickId: id, pickIds } of groups) {
		for (const part of ['hidden', 'seen'] as const) {
			if (part === 'hidden' && style.hiddenAlpha <= 0) continue;
			// Where something stands before a line, a click is on that.
			const pickIdOf = (index: number) => (part === 'seen' ? (pickIds?.[index] ?? id) : undefined);
			const canPick = pickIdOf(0) !== undefined;
			const geometryInstances = lines
				.map((line, index) => createInstance(line, offsetsPx?.[index] ?? null, getDrawnWidthPx(style), pickIdOf(index)))
				.filter((instance) => instance !== undefined);
			if (geometryInstances.length === 0) continue;
			const primitive = new Primitive({
				geometryInstances,
				appearance: createLineAppearance(style, part),
				asynchronous: false,
				allowPicking: canPick,
				// Compressed texture coordinates end at 1; ours run in metres.
				compressVertices: false,
			});
			undo.push(canPick ? addPickable(scene, primitive) : addUnpickable(scene, primitive));
		}
	}
	scene.requestRender();
	return () => {
		if (scene.isDestroyed()) return;
		for (const erase of undo) erase();
		scene.requestRender();
	};
}
