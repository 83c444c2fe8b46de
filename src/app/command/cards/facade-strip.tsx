import { useTranslation } from 'react-i18next';
import type { SideReach } from '../../../domain/alert/side-reach.ts';
import { useCompact } from '../../ui/use-compact.ts';

const HEIGHT = 92;
const LABEL = 16;
/** Beside rows, and above them where there are many sides. */
const MOST_WIDTH = 132;
const COMPACT_WIDTH = 88;
const WIDE_WIDTH = 290;
const WIDEST = 24;
/** With the count beside the name. */
const WIDEST_GROUPED = 48;
const GAP = 6;

/** Narrower columns have their names in the accessible text alone. */
const LABEL_WIDTH = 20;
/** Of more sides the strip stands above the rows, not beside them. */
export const MOST_BESIDE = 6;

/** One side as the strip draws it. */
export interface StripSide {
	readonly side: SideReach;
	/** Where it looks: '南'. */
	readonly facing: string;
	/** So many sides it stands for, as the best of them; default: itself. */
	readonly count?: number;
}

interface FacadeStripProps {
	readonly sides: readonly StripSide[];
	/** null = unknown: then heights in metres are drawn. */
	readonly floors: number | null;
	/** Height of the wall; null = unknown: then the highest that is reached. */
	readonly heightM: number | null;
	/** Floor that burns; null = unknown. */
	readonly fireFloor: number | null;
}

/** One column a side, the ground at its foot: filled where an aerial reaches, a cross where none does, a red band at the floor that burns. */
export function FacadeStrip({ sides, floors, heightM, fireFloor }: FacadeStripProps) {
	const { t } = useTranslation();
	const isCompact = useCompact();
	const mostWidth =
		sides.length > MOST_BESIDE || sides.some(({ count = 1 }) => count > 1)
			? WIDE_WIDTH
			: isCompact
				? COMPACT_WIDTH
				: MOST_WIDTH;
	const isGrouped = sides.some(({ count = 1 }) => count > 1);
	const width = Math.min(isGrouped ? WIDEST_GROUPED : WIDEST, mostWidth / Math.max(1, sides.length) - GAP);
	const isLabelled = width + GAP >= LABEL_WIDTH;
	const total = sides.length * (width + GAP) - GAP;
	const topM = heightM ?? Math.max(1, ...sides.map(({ side }) => side.topM ?? 0));
	const said = sides.map(({ side, facing: own, count = 1 }) => {
		const facing = count > 1 ? t('aerial.stripOf', { side: own, count }) : own;
		return sayColumn(side, facing);
	});
	function sayColumn(side: SideReach, facing: string): string {
		return side.reason !== null
			? t('aerial.stripNone', { side: facing })
			: side.topFloor === null
				? t('aerial.stripHeight', { side: facing, height: Math.floor(side.topM ?? 0) })
				: t('aerial.stripFloor', { side: facing, floor: side.topFloor });
	}
	const band = floors !== null && fireFloor !== null && fireFloor >= 1 && fireFloor <= floors ? fireFloor : null;
	if (band !== null) said.push(t('aerial.stripFire', { floor: band }));
	return (
		<svg
			className="facades"
			width={total}
			height={HEIGHT + LABEL}
			viewBox={`0 0 ${total} ${HEIGHT + LABEL}`}
			role="img"
			aria-label={said.join(t('aerial.listSeparator'))}
		>
			{sides.map(({ side, facing, count = 1 }, i) => (
				<g key={side.sideId} transform={`translate(${i * (width + GAP)} 0)`}>
					<rect className="facades__wall" x={0.5} y={0.5} width={width - 1} height={HEIGHT - 1} />
					{listFilled(side, floors, topM).map(([from, to]) => (
						<rect
							key={from}
							className="facades__reach"
							x={1}
							y={HEIGHT * (1 - to)}
							width={width - 2}
							height={HEIGHT * (to - from)}
						/>
					))}
					{side.reason !== null && (
						<path className="facades__none" d={`M${width / 2 - 4} ${HEIGHT * 0.75 - 4}l8 8m0 -8l-8 8`} />
					)}
					{band !== null && floors !== null && (
						<rect
							className="facades__fire"
							x={0}
							y={HEIGHT * (1 - band / floors)}
							width={width}
							height={Math.max(3, HEIGHT / floors)}
						/>
					)}
					{isLabelled && (
						<text className="facades__label" x={width / 2} y={HEIGHT + LABEL - 3} textAnchor="middle">
							{count > 1 ? t('aerial.stripCount', { side: facing, count }) : facing}
						</text>
					)}
				</g>
			))}
		</svg>
	);
}

/** Parts of the wall that are reached, as shares of its height. */
function listFilled(side: SideReach, floors: number | null, topM: number): (readonly [from: number, to: number])[] {
	if (side.reason !== null) return [];
	if (floors !== null)
		return side.reached.map(({ fromFloor, toFloor }) => [(fromFloor - 1) / floors, toFloor / floors]);
	return side.topM === null ? [] : [[0, Math.min(1, side.topM / topM)]];
}
