import type { Tags } from './feature-store.ts';

/** A name that wants a place on the map. */
export interface PlaceCandidate {
	/** World fractions. */
	readonly x: number;
	readonly y: number;
	/** town, village, water, park */
	readonly kind: string;
	/** Lower is more important among its kind. */
	readonly rank: number;
	readonly name: string;
	readonly nameEn: string | null;
	readonly tags: Tags;
}

/** A candidate with the first zoom at which its name stands free, also in its tags as `min_zoom`. */
export interface ChosenPlace extends PlaceCandidate {
	readonly minZoom: number;
}

/** First zoom per kind, and the order in which kinds are served. */
const KINDS: Readonly<Record<string, { order: number; firstZoom: number }>> = {
	town: { order: 0, firstZoom: 8 },
	water: { order: 1, firstZoom: 11 },
	park: { order: 2, firstZoom: 13 },
	village: { order: 3, firstZoom: 12 },
};
const FIRST_ZOOM = 8;
/** The deepest stored zoom is painted larger up to 16, where later names find room. */
const LAST_ZOOM = 16;
/** The deepest zoom that is stored: later names lie in its tiles and carry a larger min_zoom. */
const MAX_STORED_ZOOM = 14;
const TILE_PX = 512;
/** Room a name takes, in pixels: the wider of both languages, whichever is asked for later. */
const CHINESE_CHARACTER_PX = 16;
const LATIN_CHARACTER_PX = 9;
const LABEL_HEIGHT_PX = 26;
const PADDING_PX = 12;

/**
 * Chooses names once for the whole map, zoom by zoom, the important ones first, so that painted tiles agree at their
 * seams. Names that find no room at any zoom are left out of the picture (they stay in search).
 */
export function choosePlaces(candidates: readonly PlaceCandidate[]): ChosenPlace[] {
	const order = candidates
		.map((candidate, index) => ({ candidate, index, kind: KINDS[candidate.kind] }))
		.filter((entry) => entry.kind !== undefined)
		.sort((a, b) => a.kind!.order - b.kind!.order || a.candidate.rank - b.candidate.rank || a.index - b.index);
	const chosen = new Map<number, number>();
	for (let zoom = FIRST_ZOOM; zoom <= LAST_ZOOM; zoom++) {
		const worldPx = TILE_PX * 2 ** zoom;
		const grid = createLabelGrid();
		for (const pass of ['kept', 'new']) {
			for (const { candidate, index, kind } of order) {
				if (chosen.has(index) !== (pass === 'kept') || kind!.firstZoom > zoom) continue;
				const placed = grid.place(candidate.x * worldPx, candidate.y * worldPx, labelWidthPx(candidate) / 2);
				if (pass === 'new' && placed) chosen.set(index, zoom);
			}
		}
	}
	return order
		.filter(({ index }) => chosen.has(index))
		.map(({ candidate, index }) => {
			const minZoom = chosen.get(index)!;
			return {
				...candidate,
				tags: { ...candidate.tags, min_zoom: minZoom },
				minZoom: Math.min(minZoom, MAX_STORED_ZOOM),
			};
		});
}

function labelWidthPx({ name, nameEn }: PlaceCandidate): number {
	return Math.max(textWidthPx(name), textWidthPx(nameEn ?? '')) + PADDING_PX;
}

function textWidthPx(text: string): number {
	let width = 0;
	for (const character of text) width += character.codePointAt(0)! > 0x2e7f ? CHINESE_CHARACTER_PX : LATIN_CHARACTER_PX;
	return width;
}

function createLabelGrid(): { place(x: number, y: number, halfWidth: number): boolean } {
	const CELL_PX = 128;
	const cells = new Map<string, { x: number; y: number; halfWidth: number }[]>();
	return {
		place(x, y, halfWidth) {
			const [x0, x1] = [Math.floor((x - halfWidth) / CELL_PX), Math.floor((x + halfWidth) / CELL_PX)];
			const [y0, y1] = [
				Math.floor((y - LABEL_HEIGHT_PX / 2) / CELL_PX),
				Math.floor((y + LABEL_HEIGHT_PX / 2) / CELL_PX),
			];
			for (let cx = x0; cx <= x1; cx++) {
				for (let cy = y0; cy <= y1; cy++) {
					for (const other of cells.get(`${cx},${cy}`) ?? []) {
						const apart =
							Math.abs(other.x - x) >= other.halfWidth + halfWidth || Math.abs(other.y - y) >= LABEL_HEIGHT_PX;
						if (!apart) return false;
					}
				}
			}
			for (let cx = x0; cx <= x1; cx++) {
				for (let cy = y0; cy <= y1; cy++) {
					const key = `${cx},${cy}`;
					const cell = cells.get(key);
					if (cell) cell.push({ x, y, halfWidth });
					else cells.set(key, [{ x, y, halfWidth }]);
				}
			}
			return true;
		},
	};
}
