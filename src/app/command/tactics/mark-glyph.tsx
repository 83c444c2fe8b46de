import type { AreaLook, Glyph, LineLook } from '../../../domain/tactics/glyph.ts';
import type { SymbolSet, TacticalSymbol } from '../../../domain/tactics/symbols.ts';
import { sizeLetters } from '../../../scene/style/tactical-marks.ts';
import './mark-glyph.css';

interface MarkGlyphProps {
	readonly symbol: TacticalSymbol;
	readonly set: SymbolSet;
	readonly size?: number;
}

/** A tactical mark as the map draws it: of the same paths. The words stand beside it. */
export function MarkGlyph({ symbol, set, size = 28 }: MarkGlyphProps) {
	const { glyph, line, area } = symbol.drawings[set];
	return (
		<svg
			className="mark-glyph"
			data-tone={symbol.tone}
			width={size}
			height={size}
			viewBox="-2 -2 36 36"
			aria-hidden="true"
		>
			{glyph && <PointGlyph glyph={glyph} />}
			{line && <LineSample look={line} />}
			{area && <AreaSample look={area} />}
		</svg>
	);
}

function PointGlyph({ glyph: { body, isSolid, parts, letters, lettersY = 16 } }: { readonly glyph: Glyph }) {
	return (
		<g data-solid={isSolid || undefined}>
			{parts
				.filter(({ paint }) => paint === 'body-stroke')
				.map(({ d, widthPx = 2.2 }) => (
					<path key={d} className="mark-glyph__body-stroke" d={d} strokeWidth={widthPx} />
				))}
			<path className="mark-glyph__body" d={body} />
			{parts
				.filter(({ paint }) => paint !== 'body-stroke')
				.map(({ d, paint, widthPx = 2.2 }) => (
					<path
						key={d}
						className={`mark-glyph__${paint}`}
						d={d}
						strokeWidth={paint === 'stroke' ? widthPx : undefined}
					/>
				))}
			{letters !== '' && (
				<text
					className="mark-glyph__letters"
					x={16}
					y={lettersY + sizeLetters(letters) * 0.36}
					fontSize={sizeLetters(letters)}
				>
					{letters}
				</text>
			)}
		</g>
	);
}

/** Where the ticks of a sample stand along its line. */
const TICKS = [8, 16, 24];
const TICK_PATHS: Readonly<Record<LineLook['ticks'], (x: number) => string>> = {
	none: () => '',
	bars: (x) => `M${x} 12v8`,
	crosses: (x) => `M${x - 3} 13l6 6M${x + 3} 13l-6 6`,
	teeth: (x) => `M${x - 3} 16l3 6 3-6`,
	chevrons: (x) => `M${x - 3} 12l4 4-4 4`,
};

function LineSample({ look: { widthPx, dashPx, head, ticks } }: { readonly look: LineLook }) {
	const heads = head === 'none' ? '' : 'M24 10l7 6-7 6';
	const broad = 'M1 12h19v-5l11 9-11 9v-5h-19';
	return (
		<>
			<path
				className="mark-glyph__line"
				d={head === 'broad' ? broad : 'M1 16h30'}
				strokeWidth={widthPx}
				strokeDasharray={dashPx?.map((px) => px * 0.7).join(' ')}
			/>
			<path className="mark-glyph__line" d={head === 'broad' ? '' : heads} strokeWidth={2.4} />
			{ticks !== 'none' && (
				<path className="mark-glyph__line" d={TICKS.map(TICK_PATHS[ticks]).join('')} strokeWidth={2} />
			)}
		</>
	);
}

function AreaSample({ look: { widthPx, dashPx, hatch } }: { readonly look: AreaLook }) {
	return (
		<>
			<path
				className="mark-glyph__line"
				d="M4 9l13-6 12 8-3 16-18 1z"
				strokeWidth={widthPx}
				strokeDasharray={dashPx?.map((px) => px * 0.7).join(' ')}
			/>
			{hatch !== 'none' && (
				<path className="mark-glyph__line" d="M7 18l11-11M8 25l16-16M15 26l11-11" strokeWidth={1.3} />
			)}
			{hatch === 'cross' && <path className="mark-glyph__line" d="M11 8l14 14M7 13l13 13" strokeWidth={1.3} />}
		</>
	);
}
