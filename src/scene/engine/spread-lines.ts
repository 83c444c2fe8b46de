import type { Position } from '../../domain/geo/lon-lat.ts';

/** Vertices nearer than this are one: a degree's millionth part is about 11 cm. */
const SNAP = 1e6;

function keyOf([lon, lat]: Position): string {
	return `${Math.round(lon * SNAP)},${Math.round(lat * SNAP)}`;
}

interface Use {
	readonly line: number;
	/** Same direction as the first line that uses the stretch. */
	readonly isForward: boolean;
}

/**
 * How far each vertex of each line stands off sideways, so that lines that share a stretch of road lie side by side on it, `gapPx`
 * apart, in the order of the list: the first keeps left of the second all along. 0 where a line is alone. Positive is one and the
 * same side, seen along each line. Between a shared stretch and one that is not, the line moves over on the latter.
 */
export function spreadLines(lines: readonly (readonly Position[])[], gapPx: number): number[][] {
	const uses = new Map<string, Use[]>();
	const ways = new Map<string, string>();
	const keys = lines.map((line) => line.map(keyOf));
	const stretchOf = (line: number, index: number): string | null => {
		const from = keys[line]?.[index] as string;
		const to = keys[line]?.[index + 1] as string;
		if (from === to) return null;
		return from < to ? `${from} ${to}` : `${to} ${from}`;
	};
	for (const [line, points] of keys.entries()) {
		for (let index = 0; index + 1 < points.length; index += 1) {
			const stretch = stretchOf(line, index);
			if (stretch === null) continue;
			const from = points[index] as string;
			const users = uses.get(stretch) ?? [];
			if (users.length === 0) {
				uses.set(stretch, users);
				ways.set(stretch, from);
			}
			if (!users.some((user) => user.line === line)) users.push({ line, isForward: ways.get(stretch) === from });
		}
	}
	const offsetOf = (line: number, index: number): number | null => {
		const users = uses.get(stretchOf(line, index) ?? '');
		if (!users) return null;
		const rank = users.findIndex((user) => user.line === line);
		const aside = (rank - (users.length - 1) / 2) * gapPx;
		return users[rank]?.isForward ? aside : -aside;
	};
	return keys.map((points, line) => {
		const along = points.slice(1).map((_, index) => offsetOf(line, index));
		return points.map((_, vertex) => {
			const before = along[vertex - 1] ?? null;
			const after = along[vertex] ?? null;
			if (before === null || after === null) return before ?? after ?? 0;
			if (before === 0 || after === 0) return before + after;
			return (before + after) / 2;
		});
	});
}

/** The stretches of a line that none of the others runs along; the whole of it when there are no others. */
export function cutShared(
	line: readonly Position[],
	others: readonly (readonly Position[])[],
): (readonly Position[])[] {
	const known = new Set<string>();
	for (const other of others) {
		for (let index = 0; index + 1 < other.length; index += 1) {
			const [from, to] = [keyOf(other[index] as Position), keyOf(other[index + 1] as Position)];
			known.add(`${from} ${to}`).add(`${to} ${from}`);
		}
	}
	const pieces: Position[][] = [];
	let piece: Position[] = [];
	for (let index = 0; index + 1 < line.length; index += 1) {
		const [from, to] = [line[index] as Position, line[index + 1] as Position];
		if (known.has(`${keyOf(from)} ${keyOf(to)}`)) {
			if (piece.length > 0) pieces.push(piece);
			piece = [];
		} else if (piece.length === 0) piece = [from, to];
		else piece.push(to);
	}
	if (piece.length > 0) pieces.push(piece);
	return pieces;
}
