import { measureWord } from '../../../domain/report/measure-word.ts';
import { LABEL_PT, type PlanLabel, type PlanSymbol, SYMBOL_PT } from '../../../domain/report/plan.ts';

/** A word that belongs to a place, and how far it keeps from it. */
export interface WordWish {
	readonly x: number;
	readonly y: number;
	readonly text: string;
	readonly clearPt: number;
}

interface Box {
	readonly left: number;
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
}

function overlap(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Puts words beside their places: right, left, above or below, where nothing stands yet; the first wished is served first. */
export function placeWords(
	wishes: readonly WordWish[],
	symbols: readonly PlanSymbol[],
	sizePt: number,
): { readonly labels: readonly PlanLabel[]; readonly hidden: number } {
	const half = SYMBOL_PT / 2;
	const taken: Box[] = symbols.map(({ x, y }) => ({
		left: x - half,
		top: y - half,
		right: x + half,
		bottom: y + half,
	}));
	const labels: PlanLabel[] = [];
	for (const { x, y, text, clearPt } of wishes) {
		const width = measureWord(text, LABEL_PT);
		const middle = LABEL_PT * 0.35;
		const places = [
			[x + clearPt + 1, y + middle],
			[x - clearPt - 1 - width, y + middle],
			[x - width / 2, y - clearPt - 2],
			[x - width / 2, y + clearPt + LABEL_PT],
		] as const;
		const boxes = places.map(([left, base]) => ({
			...{ left: left - 1, top: base - LABEL_PT, right: left + width + 1, bottom: base + 2 },
			base,
		}));
		const free = boxes.find(
			(box) =>
				box.left >= 0 &&
				box.right <= sizePt &&
				box.top >= 0 &&
				box.bottom <= sizePt &&
				!taken.some((other) => overlap(box, other)),
		);
		if (!free) continue;
		taken.push(free);
		labels.push({ x: free.left + 1, y: free.base, text });
	}
	return { labels, hidden: wishes.length - labels.length };
}
