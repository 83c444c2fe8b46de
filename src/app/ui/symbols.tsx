import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { waterKindSchema, waterStateSchema } from '../../domain/water.ts';
import './symbols.css';

interface WaterSymbolProps {
	readonly kind: z.infer<typeof waterKindSchema>;
	readonly state: z.infer<typeof waterStateSchema>;
	readonly size?: number;
}

/** Looks of routes, as in scene/style/line-material.ts; the fifth is a line with a groove. */
const ROUTE_LOOK_COUNT = 6;
const DOUBLE_LOOK = 5;
const HYDRANT = 'M11 21h10M12.5 21v-8a3.5 3.5 0 0 1 7 0v8M10 15.5h2.5M19.5 15.5H22M16 9.5V7.5';
const WAVES = 'M7 13q3-3 6 0t6 0 6 0M7 20q3-3 6 0t6 0 6 0';

/** A water source as on the map: silhouette says the kind, edge and glyph say the state; the words stand beside it. */
export function WaterSymbol({ kind, state, size = 20 }: WaterSymbolProps) {
	return (
		<svg className="symbol" data-state={state} width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
			{kind === 'natural' || kind === 'tank' ? (
				<rect className="symbol__body" x="3" y="3" width="26" height="26" rx={kind === 'natural' ? 5 : 0} />
			) : (
				<circle className="symbol__body" cx="16" cy="16" r="13" />
			)}
			{state === 'faulty' && <path className="symbol__cross" d="M6 6l20 20M26 6L6 26" />}
			{state === 'unknown' && (
				<text className="symbol__text" x="16" y="22" textAnchor="middle">
					?
				</text>
			)}
			{(state === 'ok' || state === 'stale') && <path className="symbol__glyph" d={glyphOf(kind)} />}
			{state === 'stale' && <path className="symbol__clock" d="M25 1a6 6 0 1 1 0 12 6 6 0 0 1 0-12zm0 3v3l2 1.5" />}
		</svg>
	);
}

function glyphOf(kind: WaterSymbolProps['kind']): string {
	if (kind === 'natural') return WAVES;
	return kind === 'tank' ? 'M3 16h26' : HYDRANT;
}

/** The octagon of an incident. */
export function IncidentSymbol({ size = 36 }: { readonly size?: number }) {
	return (
		<svg className="symbol" width={size} height={size} viewBox="0 0 40 40" aria-hidden="true">
			<path className="symbol__octagon" d="M12 2h16l10 10v16L28 38H12L2 28V12z" />
			<path
				className="symbol__flame"
				d="M21 8c1 5 8 8 8 15a9 9 0 0 1-18 0c0-4 2-6 3-9 2 1 3 3 3 5 3-3 4-6 4-11zm-1 14c-2 2-3 3-3 5a3 3 0 0 0 6 0c0-2-1-3-3-5z"
			/>
		</svg>
	);
}

interface LevelSymbolProps {
	/** 1 to 5; null = not graded; 'waiting' = nobody has acknowledged it. */
	readonly level: number | null | 'waiting';
	readonly size?: number;
}

/** An incident in a list or on a wall: an octagon in its level's colour with the number. */
export function LevelSymbol({ level, size = 28 }: LevelSymbolProps) {
	const { t } = useTranslation();
	if (level === 'waiting') return <IncidentSymbol size={size} />;
	const known = ([1, 2, 3, 4, 5] as const).find((one) => one === level) ?? 'none';
	return (
		<svg
			className="symbol symbol--level"
			data-level={known}
			width={size}
			height={size}
			viewBox="0 0 40 40"
			role="img"
			aria-label={t(`codes.level.${known}`)}
		>
			<path className="symbol__level" d="M12 2h16l10 10v16L28 38H12L2 28V12z" />
			<text className="symbol__level-text" x="20" y="28" textAnchor="middle">
				{known === 'none' ? '?' : known}
			</text>
		</svg>
	);
}

/** A fire station; hollow when all its vehicles are out. */
export function StationSymbol({ isEmpty = false, size = 20 }: { readonly isEmpty?: boolean; readonly size?: number }) {
	return (
		<svg className="symbol" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
			<path className="symbol__house" data-empty={isEmpty || undefined} d="M3 14 16 3l13 11v15H3z" />
		</svg>
	);
}

/** The line of a route as drawn on the map: solid, dashed, dotted, dash-dot, double, long dashes; then anew. */
export function RouteLine({ number }: { readonly number: number }) {
	const look = ((number - 1) % ROUTE_LOOK_COUNT) + 1;
	return (
		<svg className="route-line" data-number={look} width="36" height="8" viewBox="0 0 36 8" aria-hidden="true">
			<path d="M0 4h36" />
			{look === DOUBLE_LOOK && <path d="M0 4h36" />}
		</svg>
	);
}

/** The line of a way that is refused, struck out as on the map. */
export function RefusedLine() {
	return (
		<svg className="refused-line" width="36" height="10" viewBox="0 0 36 10" aria-hidden="true">
			<path className="refused-line__way" d="M0 5h36" />
			<path d="M10 2l6 6M16 2l-6 6M24 2l6 6M30 2l-6 6" />
		</svg>
	);
}
